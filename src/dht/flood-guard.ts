import type { Random } from '../ports/random.ts';

/** Datagrams a second from one address, and at once. A lookup takes but a few of one node. */
const RATE = 10;
const BURST = 60;
const SLOTS = 512;

/**
 * Says, before anything is read of it, whether a datagram comes from an address that sends too
 * many. Addresses share a fixed number of slots by a secret hash, so that no flood, however
 * many addresses it forges, takes memory; a slot shared is a slot of fewer.
 */
export class FloodGuard {
  readonly #secret: number;
  /** Datagrams that may still come at once, and since when, s. */
  #left: Float32Array | undefined;
  #since: Float32Array | undefined;

  constructor(random: Random) {
    this.#secret = random.integer(2 ** 32);
  }

  /** Addresses are the same whose first `length` bytes are. */
  admits(address: Uint8Array, length: number, now: number): boolean {
    this.#left ??= new Float32Array(SLOTS).fill(BURST);
    this.#since ??= new Float32Array(SLOTS);
    const slot = slotOf(address, length, this.#secret);
    const grown = this.#left[slot]! + (now / 1000 - this.#since[slot]!) * RATE;
    this.#since[slot] = now / 1000;
    const left = Math.min(BURST, grown);
    if (left < 1) {
      this.#left[slot] = left;
      return false;
    }
    this.#left[slot] = left - 1;
    return true;
  }
}

function slotOf(address: Uint8Array, length: number, secret: number): number {
  let hash = secret;
  for (let at = 0; at < length; at++) {
    hash = Math.imul(hash ^ address[at]!, 0x85ebca6b);
    hash ^= hash >>> 13;
  }
  return (hash >>> 0) % SLOTS;
}
