import { encodeUtf8 } from '../bytes/text.ts';
import type { TorrentFile } from '../metainfo/file-layout.ts';
import type { RawName } from '../metainfo/raw-name.ts';
import { percentEncode } from '../protocol/tracker/percent-encode.ts';

/**
 * Where a web seed keeps a file (BEP 19). The address of a torrent of one file is the file's
 * own, unless it ends in a slash; that of any other is the folder in which the torrent's own
 * lies, whether it ends in one or not. Names are as the torrent has them, byte for byte.
 */
export function fileUrl(
  address: string,
  { path, listedPath = path }: Pick<TorrentFile, 'path' | 'listedPath'>,
): string {
  const isFolder = address.endsWith('/');
  if (listedPath.length === 1 && !isFolder) return address;
  return `${address}${isFolder ? '' : '/'}${listedPath.map(encoded).join('/')}`;
}

function encoded(name: RawName): string {
  return percentEncode(typeof name === 'string' ? encodeUtf8(name) : name);
}
