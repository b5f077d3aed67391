/**
 * Who may download from us (BEP 3, "tit for tat"). Once a round, of ten seconds:
 *
 *  1. Only peers that want something get a slot.
 *  2. While we download, slots are earned: they go to those who gave us most in the last
 *     two rounds. Who gave nothing earns none, nor who is snubbed: it owes us blocks.
 *  3. One slot in five, one at least of several, is not earned (the "optimistic unchoke"),
 *     nor are those that nobody earned: these go round. A turn lasts three rounds; next is
 *     whoever had none for longest, newcomers before all. What was earned is no turn: else
 *     those who never give would have most of the turns.
 *  4. While we seed, half of the slots go to those who took most in the last two rounds,
 *     who spread it fastest; the other half goes round. Who had one of the first half for
 *     six rounds is next only after everyone else: else the first would keep it for good.
 */
export interface ChokerPeer {
  /** Whether a slot would be of use to it. */
  readonly wanting: boolean;
  /** It was asked for blocks and sends none. */
  readonly snubbed: boolean;
  /** Bytes ever: what it gave us, and we it. */
  readonly given: number;
  readonly taken: number;
}

export interface ChokerOptions {
  /** Slots in all. */
  readonly slots: number;
  readonly seeding: boolean;
}

/** Milliseconds between rounds. */
export const CHOKE_INTERVAL = 10_000;
/** Rounds that are looked back on. */
const WINDOW = 2;
/** Rounds. */
const TURN = 3;
/** While we download: slots to each one that goes round. */
const SLOTS_TO_TURN = 5;
/** Rounds for which a seed gives a slot to the same peer, because it takes much. */
const LONGEST = 6;

interface Record {
  /** Of the last rounds, the oldest first. */
  readonly given: number[];
  readonly taken: number[];
  /** The last round of its last turn; 0: it never had one. */
  turned: number;
  /** Rounds that its turn still lasts. */
  left: number;
  /** Rounds running for which it earned its slot. */
  earning: number;
}

export class Choker<Peer extends ChokerPeer> {
  #records = new Map<Peer, Record>();
  #round = 0;
  /** Those to whom the last round gave a slot that they did not earn. */
  #onTurn: ReadonlySet<Peer> = new Set();

  /** The peers to unchoke; every other one is to be choked. `random(n)`: from 0 to n - 1. */
  round(
    peers: Iterable<Peer>,
    { slots, seeding }: ChokerOptions,
    random: (bound: number) => number,
  ): Set<Peer> {
    this.#round++;
    const earned = this.#measure(peers, seeding);
    const wanting = [...earned.keys()].filter((peer) => peer.wanting);
    const mayEarn = (peer: Peer) =>
      seeding ? this.#records.get(peer)!.earning < LONGEST : !peer.snubbed;
    const earners = wanting
      .filter((peer) => earned.get(peer)! > 0 && mayEarn(peer))
      .sort((a, b) => earned.get(b)! - earned.get(a)!);
    const turns = seeding ? Math.ceil(slots / 2) : turnsOf(slots);
    const unchoked = new Set(earners.slice(0, Math.max(slots - turns, 0)));
    for (const [peer, record] of this.#records) {
      record.earning = unchoked.has(peer) ? record.earning + 1 : 0;
      if (seeding && unchoked.has(peer)) record.turned = this.#round;
    }
    const others = wanting.filter((peer) => !unchoked.has(peer));
    this.#onTurn = new Set(this.#inTurn(others, slots - unchoked.size, random));
    for (const peer of this.#onTurn) unchoked.add(peer);
    return unchoked;
  }

  /** Whether the last round gave it a slot in turn ("optimistic unchoke"). */
  onTurn(peer: Peer): boolean {
    return this.#onTurn.has(peer);
  }

  /** What each peer gave, or took, in the last rounds; peers that left are forgotten. */
  #measure(peers: Iterable<Peer>, seeding: boolean): Map<Peer, number> {
    const records = new Map<Peer, Record>();
    const earned = new Map<Peer, number>();
    for (const peer of peers) {
      const fresh = { given: [0], taken: [0], turned: 0, left: 0, earning: 0 };
      const record = this.#records.get(peer) ?? fresh;
      const [now, before] = seeding
        ? [peer.taken, record.taken]
        : [peer.given, record.given];
      earned.set(peer, now - before[0]!);
      records.set(peer, record);
      remember(record.given, peer.given);
      remember(record.taken, peer.taken);
    }
    this.#records = records;
    return earned;
  }

  #inTurn(
    others: readonly Peer[],
    slots: number,
    random: (bound: number) => number,
  ): Peer[] {
    // Drawn first, so that those who waited for as long come in any order.
    const line = others
      .map((peer) => ({ peer, record: this.#records.get(peer)!, lot: random(1 << 30) }))
      .sort(
        (a, b) =>
          Number(b.record.left > 0) - Number(a.record.left > 0) ||
          a.record.turned - b.record.turned ||
          a.lot - b.lot,
      );
    const chosen = line.slice(0, Math.max(slots, 0));
    for (const { record } of chosen) {
      record.left = (record.left || TURN) - 1;
      record.turned = this.#round;
    }
    for (const { record } of line.slice(chosen.length)) record.left = 0;
    return chosen.map(({ peer }) => peer);
  }
}

function turnsOf(slots: number): number {
  return slots > 1 ? Math.max(1, Math.floor(slots / SLOTS_TO_TURN)) : 0;
}

function remember(totals: number[], total: number): void {
  totals.push(total);
  if (totals.length > WINDOW) totals.shift();
}
