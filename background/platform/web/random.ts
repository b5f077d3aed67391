import type { Random } from '../../../src/ports/random.ts';

/** The most that getRandomValues gives at once. */
const AT_ONCE = 65_536;

/** The browser's cryptographic randomness. */
export class WebRandom implements Random {
  bytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count; at += AT_ONCE) {
      crypto.getRandomValues(bytes.subarray(at, at + AT_ONCE));
    }
    return bytes;
  }

  integer(bound: number): number {
    // Beyond the last whole multiple of `bound` the small numbers would be likelier.
    const fair = 2 ** 32 - (2 ** 32 % bound);
    const word = new Uint32Array(1);
    for (;;) {
      const [drawn = 0] = crypto.getRandomValues(word);
      if (drawn < fair) return drawn % bound;
    }
  }
}
