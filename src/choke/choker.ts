/**
 * Who may download from us (BEP 3, "tit for tat"):
 *
 *  - only peers that are interested get a slot;
 *  - the regular slots go to those who give us most or, when we seed, to those who take
 *    fastest;
 *  - one further slot is optimistic: it goes to one of the others, and moves on every
 *    third round, so that newcomers get a chance to give.
 */
export interface ChokerPeer {
  readonly interested: boolean;
  /** What they send us, and we them, in bytes a second. */
  readonly downRate: number;
  readonly upRate: number;
}

export interface ChokerOptions {
  /** Slots in all, the optimistic one among them. */
  readonly slots: number;
  readonly seeding: boolean;
}

/** Milliseconds between rounds. */
export const CHOKE_INTERVAL = 10_000;
const OPTIMISTIC_ROUNDS = 3;

export class Choker<Peer extends ChokerPeer> {
  #optimistic: Peer | undefined;
  #roundsLeft = 0;

  /** The peers to unchoke; every other one is to be choked. `random(n)`: from 0 to n - 1. */
  round(
    peers: Iterable<Peer>,
    options: ChokerOptions,
    random: (bound: number) => number,
  ): Set<Peer> {
    const rate = (peer: Peer) => (options.seeding ? peer.upRate : peer.downRate);
    const candidates = [...peers].filter((peer) => peer.interested);
    candidates.sort((a, b) => rate(b) - rate(a));
    const unchoked = new Set(candidates.splice(0, Math.max(options.slots - 1, 0)));
    const optimistic = this.#pickOptimistic(candidates, random);
    if (optimistic && options.slots > 0) unchoked.add(optimistic);
    return unchoked;
  }

  #pickOptimistic(others: Peer[], random: (bound: number) => number): Peer | undefined {
    this.#roundsLeft--;
    const stays = this.#optimistic && others.includes(this.#optimistic);
    if (!stays || this.#roundsLeft <= 0) {
      this.#optimistic = others.length > 0 ? others[random(others.length)] : undefined;
      this.#roundsLeft = OPTIMISTIC_ROUNDS;
    }
    return this.#optimistic;
  }
}
