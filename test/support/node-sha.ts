import { createHash } from 'node:crypto';
import type { Hasher } from '../../src/ports/hasher.ts';

/** Digests by Node's own means. */
export const nodeSha: Hasher = {
  allocate: (length) => new Uint8Array(length),
  async digest(algorithm, chunks) {
    const hash = createHash(algorithm);
    for (const chunk of chunks) hash.update(chunk);
    return new Uint8Array(hash.digest());
  },
};
