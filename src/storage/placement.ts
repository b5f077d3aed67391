import type { TorrentFile } from '../metainfo/file-layout.ts';
import type { FolderPath } from '../ports/folders.ts';

/**
 * The files of a torrent, with their paths in the folder that it is kept in. `ownFolder`: that
 * folder stands for the torrent's own top folder, so they lie in it without the torrent's
 * name above; a torrent of one file has no folder of its own.
 */
export function placeFiles(
  files: readonly TorrentFile[],
  ownFolder: boolean,
): readonly TorrentFile[] {
  if (!ownFolder) return files;
  return files.map((file) =>
    file.kind === 'file' && file.path.length > 1
      ? { ...file, path: file.path.slice(1) }
      : file,
  );
}

/** Where in that folder the torrent's part file lies. `id`: 40 hex digits. */
export function partFilePath(id: string): FolderPath {
  return [`.${id}.parts`];
}

/** All that lies in the folder of a torrent, or may: its files, and its part file. */
export function placesOf(
  files: readonly TorrentFile[],
  ownFolder: boolean,
  id: string,
): readonly FolderPath[] {
  const placed = placeFiles(files, ownFolder).filter(({ kind }) => kind === 'file');
  return [...placed.map(({ path }) => path), partFilePath(id)];
}
