import { NodeHasher } from '../../background/platform/node/hasher.ts';
import type { Hasher } from '../../src/ports/hasher.ts';

/** Digests by Node's own means. */
export const nodeSha: Hasher = new NodeHasher();
