import type { Clock } from '../../../src/ports/clock.ts';

/** What wants to send by turns with others: a connection, or a host's datagrams. */
export interface Flow {
  /** It is its turn: `most` bytes. `leave` says when that many bytes have left. */
  turn(most: number, leave: (bytes: number) => number): void;
}

/** Bytes in one turn: twelve packets, so that a block of 16 KiB and its header fit. */
const TURN = 12 * 1460;

/**
 * A host's way out: those who want to send take turns, each as many bytes as the other.
 * What is small goes between the packets of others, as fair queues let it (RFC 8290), and
 * takes its time from theirs.
 */
export class Uplink {
  /** Bytes a second. */
  rate: number;
  readonly #clock: Clock;
  readonly #waiting = new Set<Flow>();
  /** When what was sent has left. */
  #freeAt = 0;
  /** Someone has its turn, or a timer waits for the next. */
  #busy = false;

  constructor(clock: Clock, rate: number) {
    this.#clock = clock;
    this.rate = rate;
  }

  /** The flow gets a turn. Asking twice is asking once. */
  enroll(flow: Flow): void {
    this.#waiting.add(flow);
    if (!this.#busy) this.#next();
  }

  /** Sends a small packet at once; answers when it has left. */
  slip(bytes: number): number {
    const now = this.#clock.now();
    const time = (bytes * 1000) / this.rate;
    this.#freeAt = Math.max(this.#freeAt, now) + time;
    return now + time;
  }

  readonly #next = () => {
    this.#busy = true;
    const now = this.#clock.now();
    this.#freeAt = Math.max(this.#freeAt, now);
    while (this.#freeAt <= now) {
      const flow = this.#waiting.values().next().value;
      if (!flow) break;
      this.#waiting.delete(flow);
      flow.turn(TURN, this.#leave);
    }
    this.#busy = this.#waiting.size > 0;
    if (this.#busy) this.#clock.timer(this.#freeAt - now, this.#next);
  };

  readonly #leave = (bytes: number): number => {
    this.#freeAt += (bytes * 1000) / this.rate;
    return this.#freeAt;
  };
}
