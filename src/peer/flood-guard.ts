import { ProtocolError } from '../errors/protocol-error.ts';

/** Messages of no use to put up with at once: cancels, rejects, changes of mind. */
const BURST = 5000;
/** So many are forgiven a second. */
const FORGIVEN = 200;

/**
 * Counts what a peer says that brings neither side any further. An honest peer's small talk
 * stays far below; without a limit, a peer could keep us busy for nothing.
 */
export class FloodGuard {
  #count = 0;
  #since = 0;

  /** `cost`: about as many messages as it is work. Throws ProtocolError 'flood'. */
  count(now: number, cost = 1): void {
    const forgiven = ((now - this.#since) / 1000) * FORGIVEN;
    this.#count = Math.max(0, this.#count - forgiven) + cost;
    this.#since = now;
    if (this.#count > BURST) throw new ProtocolError('flood', 'too much talk of no use');
  }
}
