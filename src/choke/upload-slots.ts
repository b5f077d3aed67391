const FIRST = 8;
const LEAST = 4;
const MOST = 64;
/** Bytes a second to a slot, below which it is of little use to whoever has it. */
const THIN = 2000;
/** Rounds until it is seen what more slots bring: what waits for new sockets is no gain. */
const TRIAL = 3;
/** Rounds. */
const REST = 6;

/**
 * How many peers to give to at a time, found from what the line gives. Once a round, if
 * every slot is wanted:
 *
 *  1. A quarter more is tried, for three rounds.
 *  2. If all together do not get at least half as much more by then, these are taken back,
 *     and tried again a minute later: the line is full, and sharing it among more would only
 *     leave less to those who earn it.
 *  3. Where a slot gives next to nothing, there are fewer.
 */
export class UploadSlots {
  #count = FIRST;
  /** How many were added, what all got before, and the rounds since. */
  #trial: { readonly added: number; readonly rate: number; rounds: number } | undefined;
  #rest = 0;

  get count(): number {
    return this.#count;
  }

  /** `rate`: bytes a second that all got in this round; `wanting`: peers that want a slot. */
  round(rate: number, wanting: number): void {
    if (wanting < this.#count) return;
    if (this.#trial) {
      this.#look(this.#trial, rate);
    } else if (this.#rest > 0) {
      this.#rest--;
    } else if (rate < this.#count * THIN && this.#count > LEAST) {
      this.#count--;
    } else if (wanting > this.#count && this.#count < MOST) {
      const added = Math.min(Math.ceil(this.#count / 4), MOST - this.#count);
      this.#trial = { rate, added, rounds: 0 };
      this.#count += added;
    }
  }

  #look(trial: { added: number; rate: number; rounds: number }, rate: number): void {
    if (++trial.rounds < TRIAL) return;
    this.#trial = undefined;
    const before = this.#count - trial.added;
    if (rate >= trial.rate * (1 + trial.added / before / 2)) return;
    this.#count = before;
    this.#rest = REST;
  }
}
