import type { TorrentFile } from '../../src/metainfo/file-layout.ts';

/** A file as most torrents list it: no attributes, no hash tree. */
export function plainFile(
  path: readonly string[],
  length: number,
  offset: number,
): TorrentFile {
  const [kind, executable, hidden] = ['file', false, false] as const;
  return { path, length, offset, kind, executable, hidden, piecesRoot: undefined };
}
