import type { Random } from '../../../src/ports/random.ts';

/**
 * The same numbers for the same seed: xoshiro128** by Blackman and Vigna, its state
 * filled by splitmix32. For simulations; nothing here is hard to guess.
 */
export class MemoryRandom implements Random {
  readonly #state: Uint32Array;

  constructor(seed: number) {
    let mix = seed >>> 0;
    this.#state = Uint32Array.from({ length: 4 }, () => {
      mix = (mix + 0x9e3779b9) >>> 0;
      let z = mix;
      z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
      return (z ^ (z >>> 16)) >>> 0;
    });
  }

  bytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count; at++) bytes[at] = this.#next() >>> 24;
    return bytes;
  }

  integer(bound: number): number {
    return Math.floor((this.#next() / 2 ** 32) * bound);
  }

  /** The next 32 bits. */
  #next(): number {
    const state = this.#state;
    // By index: taking them apart as a list takes ten times as long.
    const a = state[0]!;
    const b = state[1]!;
    const c = state[2]!;
    const d = state[3]!;
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const nextC = c ^ a;
    const nextD = d ^ b;
    state[0] = a ^ nextD;
    state[1] = b ^ nextC;
    state[2] = nextC ^ (b << 9);
    state[3] = rotate(nextD, 11);
    return result;
  }
}

function rotate(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}
