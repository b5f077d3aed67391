/** Message digests, by the fastest means the host has. */
export interface Hasher {
  /**
   * The digest of the chunks in order, as if they were one (20 bytes SHA-1, 32 SHA-256).
   * The chunks must not change until it resolves. Never rejects.
   */
  digest(
    algorithm: 'sha1' | 'sha256',
    chunks: readonly Uint8Array[],
  ): Promise<Uint8Array>;
}
