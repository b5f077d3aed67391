import type { Contacts } from './contacts.ts';

/** Nodes of a bucket, and to be told of others: k. */
export const BUCKET_SIZE = 8;
/** Those of the first few, which save a lookup its first step. */
const FIRST_BUCKETS = [128, 64, 32, 16];
/** Nodes that wait for a place in a bucket. */
const MOST_SPARE = 8;

/**
 * One bucket of a routing table: rows of Contacts. Those in `live` have answered; those in
 * `spare` wait until there is room, and may have only been heard of.
 */
export class Bucket {
  readonly live: number[] = [];
  readonly spare: number[] = [];
  readonly #limit: number;

  /** `index`: how many bits of our id all in it have, but for those of the last bucket. */
  constructor(index: number) {
    this.#limit = FIRST_BUCKETS[index] ?? BUCKET_SIZE;
  }

  get hasRoom(): boolean {
    return this.live.length < this.#limit;
  }

  /**
   * Has a node wait. Where too many do, one that never answered goes, the one heard of first;
   * without such, the one heard of first. Returns the row that is in no use any more.
   */
  wait(row: number, contacts: Contacts): number | undefined {
    this.spare.push(row);
    if (this.spare.length <= MOST_SPARE) return undefined;
    let worst = 0;
    for (let at = 1; at < this.spare.length; at++) {
      if (isWorse(this.spare[at]!, this.spare[worst]!, contacts)) worst = at;
    }
    return this.spare.splice(worst, 1)[0];
  }

  /** Takes out the node that answered last, of those that wait. */
  takeBest(contacts: Contacts): number | undefined {
    let best: number | undefined;
    for (const row of this.spare) {
      if (!contacts.answered[row] || contacts.failures[row]! > 0) continue;
      if (best === undefined || isWorse(best, row, contacts)) best = row;
    }
    if (best !== undefined) drop(this.spare, best);
    return best;
  }

  /** Takes it out, wherever it is. */
  remove(row: number): void {
    drop(this.live, row);
    drop(this.spare, row);
  }
}

function drop(rows: number[], row: number): void {
  const at = rows.indexOf(row);
  if (at >= 0) rows.splice(at, 1);
}

function isWorse(row: number, than: number, contacts: Contacts): boolean {
  const difference = contacts.answered[row]! - contacts.answered[than]!;
  return difference !== 0 ? difference < 0 : contacts.heard[row]! < contacts.heard[than]!;
}
