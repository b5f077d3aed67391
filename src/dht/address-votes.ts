import { decodeLatin1, encodeLatin1 } from '../bytes/text.ts';

/** The newest votes that are counted. */
const MOST_VOTES = 64;
/** Voters that must agree. */
const AGREEING = 5;

/**
 * Our address as other nodes see it (BEP 42, "ip"). Each network has one vote, its last: a
 * liar with many addresses in it has no more. An address is ours once five agree on it, and
 * more than half of all do.
 */
export class AddressVotes {
  /** By voter, the oldest first. */
  readonly #votes = new Map<string, string>();
  #elected: string | undefined;

  /** 4 or 16 bytes; undefined while nobody is sure. */
  get elected(): Uint8Array | undefined {
    return this.#elected === undefined ? undefined : encodeLatin1(this.#elected);
  }

  /** `voter`: the network of who says so, `ip`: 4 or 16 bytes. True: another is elected. */
  vote(voter: Uint8Array, ip: Uint8Array): boolean {
    const name = decodeLatin1(ip);
    const by = decodeLatin1(voter);
    // Votes for what is elected are renewed as well: else only those of liars stay for long.
    this.#votes.delete(by);
    this.#votes.set(by, name);
    if (this.#votes.size > MOST_VOTES)
      this.#votes.delete(this.#votes.keys().next().value!);
    // Nobody else can have won by it.
    if (name === this.#elected || !this.#hasWon(name)) return false;
    this.#elected = name;
    return true;
  }

  #hasWon(name: string): boolean {
    let agreeing = 0;
    for (const vote of this.#votes.values()) if (vote === name) agreeing++;
    return agreeing >= AGREEING && 2 * agreeing > this.#votes.size;
  }
}
