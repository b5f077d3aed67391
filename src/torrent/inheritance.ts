import type { Clock, Timer } from '../ports/clock.ts';
import type { Handover } from './handover.ts';

/** Milliseconds that peers are kept waiting while the torrent looks at its files. */
const PATIENCE = 10_000;

/** What the torrent got of its link, until it begins; or until that takes too long. */
export class Inheritance {
  readonly #clock: Clock;
  readonly #declined: (handover: Handover) => void;
  #held: { readonly handover: Handover; readonly timer: Timer } | undefined;

  /** `declined`: the torrent does not go on with it. */
  constructor(clock: Clock, declined: (handover: Handover) => void) {
    this.#clock = clock;
    this.#declined = declined;
  }

  /** While it waits. */
  get waiting(): Handover | undefined {
    return this.#held?.handover;
  }

  /** One at a time: others are declined. */
  keep(handover: Handover): void {
    if (this.#held) return this.#declined(handover);
    const timer = this.#clock.timer(PATIENCE, () => this.decline());
    this.#held = { handover, timer };
  }

  /** The torrent begins. */
  take(): Handover | undefined {
    const held = this.#held;
    this.#held = undefined;
    held?.timer.cancel();
    return held?.handover;
  }

  /** The torrent does not begin, or not with this. */
  decline(): void {
    const handover = this.take();
    if (handover) this.#declined(handover);
  }
}
