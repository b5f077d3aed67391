import { randomBytes, randomInt } from 'node:crypto';
import type { Random } from '../../../src/ports/random.ts';

/** The system's own randomness. */
export class NodeRandom implements Random {
  bytes(count: number): Uint8Array {
    return new Uint8Array(randomBytes(count));
  }

  integer(bound: number): number {
    return randomInt(bound);
  }
}
