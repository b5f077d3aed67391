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
}
