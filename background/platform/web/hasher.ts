import { createSHA1, createSHA256, type IHasher } from 'hash-wasm';
import type { Hasher } from '../../../src/ports/hasher.ts';

/**
 * hash-wasm on the calling thread, meant for a Worker: SHA-1 at 1 GB/s without a copy of the
 * input, where crypto.subtle copies it first (docs/platform.md). One digest runs from init to
 * end without a break, so that calls under way at once may share the two instances.
 */
export class WebHasher implements Hasher {
  readonly #sha1: IHasher;
  readonly #sha256: IHasher;

  private constructor(sha1: IHasher, sha256: IHasher) {
    this.#sha1 = sha1;
    this.#sha256 = sha256;
  }

  static async create(): Promise<WebHasher> {
    return new WebHasher(await createSHA1(), await createSHA256());
  }

  async digest(
    algorithm: 'sha1' | 'sha256',
    chunks: readonly Uint8Array[],
  ): Promise<Uint8Array> {
    const hash = algorithm === 'sha1' ? this.#sha1 : this.#sha256;
    hash.init();
    for (const chunk of chunks) hash.update(chunk);
    return hash.digest('binary');
  }
}
