import type { Bitfield } from '../bytes/bitfield.ts';

/** How often the pieces are there, with those connected. */
export interface Availability {
  /**
   * For each of at most 1,000 equal parts of the torrent, in order: how many peers have the
   * rarest of its pieces that are lacking here, or of all where none is; 255 for more.
   */
  readonly parts: Uint8Array;
  /**
   * As libtorrent counts distributed copies, us included: how often the rarest piece is there,
   * and behind the point the share of pieces that are there more often.
   */
  readonly copies: number;
}

const MOST_PARTS = 1000;
const MOST_COUNTED = 255;

/** `peersWith`: how many peers have the piece. */
export function availability(
  have: Bitfield,
  peersWith: (piece: number) => number,
): Availability {
  const count = have.length;
  const parts = new Uint8Array(Math.min(MOST_PARTS, count));
  let least = Number.POSITIVE_INFINITY;
  let rarest = 0;
  for (let part = 0; part < parts.length; part++) {
    const end = Math.floor(((part + 1) * count) / parts.length);
    let lacking = Number.POSITIVE_INFINITY;
    let any = Number.POSITIVE_INFINITY;
    for (let piece = Math.floor((part * count) / parts.length); piece < end; piece++) {
      const peers = peersWith(piece);
      const has = have.has(piece);
      any = Math.min(any, peers);
      if (!has) lacking = Math.min(lacking, peers);
      const copies = has ? peers + 1 : peers;
      if (copies > least) continue;
      rarest = copies < least ? 1 : rarest + 1;
      least = copies;
    }
    const rarestHere = Number.isFinite(lacking) ? lacking : any;
    parts[part] = Math.min(rarestHere, MOST_COUNTED);
  }
  return { parts, copies: least + (count - rarest) / count };
}
