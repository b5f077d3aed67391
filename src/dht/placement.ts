import type { KrpcError } from '../protocol/krpc/message.ts';
import type { PendingQuery, QueryOwner } from './transactions.ts';

/** What came of telling the closest nodes something: an announce, or an item. */
export interface PlacementReport {
  /** Nodes that took it. */
  readonly taken: number;
  /** Errors of those that refused it, by their KRPC codes. */
  readonly refusals: readonly number[];
}

/**
 * One message to each of several nodes. It is over once each has answered or is slow: an
 * announce that is taken late is taken, too, and nobody need wait for it.
 */
export class Placement implements QueryOwner {
  readonly #ended: (report: PlacementReport) => void;
  #waiting = 0;
  #taken = 0;
  readonly #refusals: number[] = [];
  #isSent = false;
  #isOver = false;

  constructor(ended: (report: PlacementReport) => void) {
    this.#ended = ended;
  }

  /** One more is sent. */
  sends(): void {
    this.#waiting++;
  }

  /** All are sent. */
  sent(): void {
    this.#isSent = true;
    this.#check();
  }

  answered({ isSlow }: PendingQuery): void {
    this.#taken++;
    this.#settle(isSlow);
  }

  slow(): void {
    this.#settle(false);
  }

  failed({ isSlow }: PendingQuery, error: KrpcError | undefined): void {
    if (error) this.#refusals.push(error.code);
    this.#settle(isSlow);
  }

  #settle(wasSlow: boolean): void {
    if (!wasSlow) this.#waiting--;
    this.#check();
  }

  #check(): void {
    if (this.#isOver || !this.#isSent || this.#waiting > 0) return;
    this.#isOver = true;
    this.#ended({ taken: this.#taken, refusals: this.#refusals });
  }
}
