import { sipHash } from '../bytes/sip-hash.ts';
import type { Random } from '../ports/random.ts';

const SECRET_LENGTH = 16;
/** Milliseconds that a secret is given out; it is taken for as long again (BEP 5). */
const PERIOD = 5 * 60_000;

/**
 * Tokens: who shows one was sent it to the same address within the last 5 to 10 minutes, and
 * so has not forged that address. They are a keyed hash of it, and nothing is kept.
 */
export class Tokens {
  readonly #random: Random;
  #period = Number.NEGATIVE_INFINITY;
  #secret = new Uint8Array(0);
  #previous = new Uint8Array(0);

  constructor(random: Random) {
    this.#random = random;
  }

  /** 8 bytes. `ip`: 4 or 16. */
  make(ip: Uint8Array, now: number): Uint8Array {
    this.#turn(now);
    return sipHash(this.#secret, ip);
  }

  isGood(token: Uint8Array, ip: Uint8Array, now: number): boolean {
    this.#turn(now);
    return isSame(token, sipHash(this.#secret, ip)) || this.#wasGood(token, ip);
  }

  #wasGood(token: Uint8Array, ip: Uint8Array): boolean {
    return isSame(token, sipHash(this.#previous, ip));
  }

  #turn(now: number): void {
    const period = Math.floor(now / PERIOD);
    if (period === this.#period) return;
    const isNext = period === this.#period + 1;
    this.#previous = isNext ? this.#secret : this.#fresh();
    this.#secret = this.#fresh();
    this.#period = period;
  }

  #fresh(): Uint8Array<ArrayBuffer> {
    return this.#random.bytes(SECRET_LENGTH).slice();
  }
}

/** Takes as long wherever they differ, so that a token is not guessed byte by byte. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < b.length; at++) difference |= (a[at] ?? 0) ^ b[at]!;
  return difference === 0;
}
