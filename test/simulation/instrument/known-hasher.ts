import type { Hasher } from '../../../src/ports/hasher.ts';
import { nodeSha } from '../../support/node-sha.ts';

/**
 * SHA-1 as it is, but not computed twice for the same bytes: what a piece is compared with,
 * byte for byte, is its right content, which takes a fifth of the time. The rest is computed.
 */
export class KnownHasher implements Hasher {
  readonly #known = new Map<number, { bytes: Uint8Array; digest: Uint8Array }>();
  readonly allocate = nodeSha.allocate.bind(nodeSha);
  readonly digestEach = nodeSha.digestEach.bind(nodeSha);
  readonly merkleRoot = nodeSha.merkleRoot.bind(nodeSha);

  /** `hashes`: SHA-1 of each `pieceLength` bytes of `content`. */
  learn(content: Uint8Array, pieceLength: number, hashes: readonly Uint8Array[]): void {
    for (const [piece, digest] of hashes.entries()) {
      const from = piece * pieceLength;
      const bytes = content.subarray(from, from + pieceLength);
      this.#known.set(keyOf(bytes), { bytes, digest });
    }
  }

  async digest(
    algorithm: 'sha1' | 'sha256',
    chunks: readonly Uint8Array[],
  ): Promise<Uint8Array> {
    const [first] = chunks;
    if (algorithm === 'sha1' && first && first.length > 3 && chunks.length === 1) {
      const known = this.#known.get(keyOf(first));
      if (known && Buffer.compare(known.bytes, first) === 0) return known.digest.slice();
    }
    return nodeSha.digest(algorithm, chunks);
  }
}

function keyOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0);
}
