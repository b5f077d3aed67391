import type { Random } from '../ports/random.ts';
import { BUCKET_SIZE } from './bucket.ts';
import type { LookupReport } from './lookup.ts';
import { idAtDepth } from './node-id.ts';
import type { RoutingTable } from './routing-table.ts';

/**
 * Keeps the routing table alive:
 *
 *   - while it is all but empty, a lookup of our own id from the starting points, again and
 *     again, after 5 seconds first, then twice as long each time, up to 10 minutes
 *   - then one of a random id in the other half of the space, where that one never comes by
 *   - the lookup of our own id again after half a minute, then twice as long each time, up to a
 *     quarter of an hour, for those who have come near us; the first time from the starting
 *     points again, lest those who started together know but each other
 *   - sooner while we know fewer than 8: of those who start a network together each finds hardly
 *     anyone; after 5 seconds, then twice as long each time
 *   - between, whoever it is time to ask, a few at a time
 */
export interface UpkeepOptions {
  readonly random: Random;
  readonly table: RoutingTable;
  /** Looks nodes up; `attempt`: undefined where the table's own nodes will do. */
  find(target: Uint8Array, attempt: number | undefined): Promise<LookupReport>;
  /** Asks the node of this row anything. */
  ask(row: number): void;
}

/** Milliseconds. */
const FIRST_RETRY = 5000;
const LAST_RETRY = 10 * 60_000;
const FIRST_AGAIN = 30_000;
const LAST_AGAIN = 15 * 60_000;
const TICK = 5000;
/** The next one, while more nodes wait to be asked. */
const BUSY_TICK = 1000;
/** Nodes asked a tick. */
const A_TICK = 8;

export class Upkeep {
  readonly #options: UpkeepOptions;
  #attempt = 0;
  #again = FIRST_AGAIN;
  #soon = FIRST_RETRY;
  #next = 0;
  #isLooking = false;
  #hasBegun = false;

  constructor(options: UpkeepOptions) {
    this.#options = options;
  }

  /** Whether the first lookup of our own region is over. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Looks for nodes at the next tick, whatever came of it before. */
  hurry(): void {
    this.#next = 0;
    this.#attempt = 0;
  }

  /** Returns in how many ms the next is due. */
  tick(now: number): number {
    const { table, ask } = this.#options;
    if (!this.#isLooking && (now >= this.#next || this.#isStarving)) {
      void this.#look(now);
    }
    for (let count = 0; count < A_TICK; count++) {
      const row = table.due(now);
      if (row === undefined) return TICK;
      ask(row);
    }
    return BUSY_TICK;
  }

  /** All were lost since the last lookup, which found some. */
  get #isStarving(): boolean {
    return this.#attempt === 0 && this.#options.table.size === 0;
  }

  async #look(now: number): Promise<void> {
    const { table, find, random } = this.#options;
    this.#isLooking = true;
    const report = await find(table.id, this.#startingAttempt);
    this.#isLooking = false;
    // A router that knows nobody yet is no success.
    if (report.answered === 0 || table.size === 0) {
      const wait = Math.min(FIRST_RETRY * 2 ** this.#attempt, LAST_RETRY);
      this.#attempt++;
      this.#next = now + wait;
      return;
    }
    this.#attempt = 0;
    if (table.size < BUCKET_SIZE) {
      this.#next = now + this.#soon;
      this.#soon = Math.min(2 * this.#soon, LAST_AGAIN);
    } else {
      this.#next = now + this.#again * (1 - random.integer(256) / 2048);
      this.#again = Math.min(2 * this.#again, LAST_AGAIN);
    }
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    void find(idAtDepth(table.id, 0, random), undefined);
  }

  /** undefined: without the starting points. */
  get #startingAttempt(): number | undefined {
    if (!this.#hasBegun || this.#options.table.size < BUCKET_SIZE) return this.#attempt;
    // Twice the first: the second lookup.
    return this.#again === 2 * FIRST_AGAIN ? 1 : undefined;
  }
}
