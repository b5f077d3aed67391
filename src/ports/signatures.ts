/**
 * Ed25519 (RFC 8032). A public key has 32 bytes, a signature 64, and a private key is its seed
 * of 32 bytes; the expanded private keys of some programs, 64 bytes, are no seeds.
 */
export interface Signatures {
  /**
   * Whether `signature` was made of `message` by the owner of `publicKey`: false, too, for what
   * is no key or no signature at all. Never rejects. Nothing given may change until it resolves.
   */
  verify(
    publicKey: Uint8Array,
    signature: Uint8Array,
    message: Uint8Array,
  ): Promise<boolean>;
  /** The signature, the same each time. Rejects with RangeError unless `seed` has 32 bytes. */
  sign(seed: Uint8Array, message: Uint8Array): Promise<Uint8Array>;
  /** The public key of a seed. Rejects with RangeError unless it has 32 bytes. */
  publicKey(seed: Uint8Array): Promise<Uint8Array>;
}
