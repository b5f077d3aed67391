import type { TorrentPieces, TorrentRow } from '../../../src/api/snapshot.ts';
import { toBase64 } from '../../../ui/client/base64.ts';

/** The first pieces of a torrent, as many as its row says are done. */
export function makePieces({ done, size }: TorrentRow, count: number): TorrentPieces {
  const had = size > 0 ? Math.floor((done / size) * count) : 0;
  const bytes = new Uint8Array(Math.ceil(count / 8));
  for (let piece = 0; piece < had; piece++) bytes[piece >> 3]! |= 0x80 >> (piece & 7);
  return { have: toBase64(bytes) };
}
