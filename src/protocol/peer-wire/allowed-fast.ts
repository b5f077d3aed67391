/** Pieces that a peer may have while it is choked (BEP 6). */
const SHA1_LENGTH = 20;

/**
 * The first `count` pieces of a peer's allowed-fast set, by the algorithm of BEP 6; all of
 * them where there are fewer. `ip`: 4 or 16 bytes; the last of an IPv4 address does not
 * count, nor what a host chooses of an IPv6 one, which the BEP leaves open.
 */
export async function allowedFastSet(
  ip: Uint8Array,
  infoHash: Uint8Array,
  pieceCount: number,
  count: number,
  sha1: (bytes: Uint8Array) => Promise<Uint8Array>,
): Promise<number[]> {
  const pieces = new Set<number>();
  const most = Math.min(count, pieceCount);
  const masked = ip.length === 4 ? [...ip.subarray(0, 3), 0] : ip.subarray(0, 8);
  let bytes = Uint8Array.from([...masked, ...infoHash]);
  while (pieces.size < most) {
    bytes = Uint8Array.from(await sha1(bytes));
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < SHA1_LENGTH && pieces.size < most; at += 4) {
      pieces.add(view.getUint32(at) % pieceCount);
    }
  }
  return [...pieces];
}
