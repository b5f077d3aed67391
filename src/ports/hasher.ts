/** Message digests, by the fastest means the host has. */
export interface Hasher {
  /**
   * Memory, all zeros, that this hasher reads where it is; other memory it may have to copy.
   * What is hashed in bulk, the pieces, is kept in it.
   */
  allocate(length: number): Uint8Array;
  /**
   * The digest of the chunks in order, as if they were one (20 bytes SHA-1, 32 SHA-256).
   * The chunks must not change until it resolves. Never rejects.
   */
  digest(
    algorithm: 'sha1' | 'sha256',
    chunks: readonly Uint8Array[],
  ): Promise<Uint8Array>;
  /**
   * SHA-256 of each `length` bytes, the last ones maybe fewer, the digests one behind another:
   * a whole layer of a hash tree (BEP 52) in one call. `bytes` must not change until it
   * resolves; none gives none. Never rejects.
   */
  digestEach(bytes: Uint8Array, length: number): Promise<Uint8Array>;
  /**
   * The root of the hash tree (BEP 52) over the blocks of 16 KiB of `bytes`, with as many
   * leaves as `leaves` says, a power of two, at least as many as there are blocks; those
   * beyond the blocks are zeros. `bytes` must not change until it resolves. Never rejects.
   */
  merkleRoot(bytes: Uint8Array, leaves: number): Promise<Uint8Array>;
}
