/** SHA-256, all at once. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** Bytes under one leaf of a hash tree (BEP 52). */
export const LEAF_LENGTH = 16384;
/** Bytes of one hash. */
export const HASH_LENGTH = 32;

/** SHA-256 of each `length` bytes, the last maybe fewer, one behind another. */
export function digestEach(
  bytes: Uint8Array,
  length: number,
  sha256: Sha256,
): Uint8Array {
  const digests = new Uint8Array(Math.ceil(bytes.length / length) * HASH_LENGTH);
  let at = 0;
  for (let from = 0; from < bytes.length; from += length, at += HASH_LENGTH) {
    digests.set(sha256(bytes.subarray(from, from + length)), at);
  }
  return digests;
}

/**
 * The root of the hash tree (BEP 52) over the blocks of `bytes`. `leaves`: how many it has, a
 * power of two; those beyond the blocks are zeros, not hashes of anything.
 */
export function merkleRoot(
  bytes: Uint8Array,
  leaves: number,
  sha256: Sha256,
): Uint8Array {
  return rootAbove(digestEach(bytes, LEAF_LENGTH, sha256), leaves, sha256);
}

/** The same, where the blocks are hashed already. */
export function rootAbove(
  hashes: Uint8Array,
  leaves: number,
  sha256: Sha256,
): Uint8Array {
  let layer: Uint8Array = new Uint8Array(leaves * HASH_LENGTH);
  layer.set(hashes);
  while (layer.length > HASH_LENGTH) layer = digestEach(layer, 2 * HASH_LENGTH, sha256);
  return layer;
}
