import { NetworkError } from '../errors/network-error.ts';
import type { Clock, Timer } from '../ports/clock.ts';

/**
 * A signal that fires when time is up or when the caller's own fires, whichever is first; its
 * reason is a NetworkError, 'timed-out' or 'aborted'. Released, it leaves nothing behind.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal | undefined;
  readonly #timer: Timer;
  readonly #abort = (): void => this.#fire('aborted');

  constructor(clock: Clock, timeoutMs: number, outer: AbortSignal | undefined) {
    this.#outer = outer;
    this.#timer = clock.timer(timeoutMs, () => this.#fire('timed-out'));
    outer?.addEventListener('abort', this.#abort);
    if (outer?.aborted) this.#abort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  release(): void {
    this.#timer.cancel();
    this.#outer?.removeEventListener('abort', this.#abort);
  }

  #fire(code: 'timed-out' | 'aborted'): void {
    const message = code === 'timed-out' ? 'no answer in time' : 'no longer wanted';
    this.#controller.abort(new NetworkError(code, message));
  }
}
