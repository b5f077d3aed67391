import { OwnAddress } from './own-address.ts';

export interface PeerLimits {
  /** All torrents together, and each. */
  readonly connections: number;
  readonly perTorrent: number;
  /** Dials under way, all torrents together. */
  readonly halfOpen: number;
}

/** One swarm, as the budget sees it. */
export interface BudgetHolder {
  readonly connected: number;
  readonly dialling: number;
  /** There is room again: dial, if there is anyone to dial. */
  room(): void;
  /** Parts with the peer it needs least; false when it needs them all. */
  giveUpOne(): boolean;
}

/**
 * The connections of all torrents, shared between them:
 *
 *  1. No torrent has more than its bound, all together no more than theirs.
 *  2. Who was refused comes first once there is room, one after another.
 *  3. While others wait, nobody dials beyond its even share of the dials.
 *  4. Where all connections are taken, who has less than an even share gets one of whoever
 *     has most, if that one can do without.
 */
export class PeerBudget {
  /** They hold for what is opened from now on. */
  limits: PeerLimits;
  /** Here because every swarm hears of it, and ranks its peers by it. */
  readonly own = new OwnAddress();
  readonly #holders = new Set<BudgetHolder>();
  /** Those refused, the longest first. */
  readonly #waiting = new Set<BudgetHolder>();

  constructor(limits: PeerLimits) {
    this.limits = limits;
  }

  join(holder: BudgetHolder): void {
    this.#holders.add(holder);
  }

  leave(holder: BudgetHolder): void {
    this.#holders.delete(holder);
    this.#waiting.delete(holder);
    this.freed();
  }

  /** Whether the holder has as many connections and dials as one torrent may have. */
  full(holder: BudgetHolder): boolean {
    return holder.connected + holder.dialling >= this.limits.perTorrent;
  }

  mayDial(holder: BudgetHolder): boolean {
    if (this.full(holder)) return false;
    const { connections, halfOpen } = this.limits;
    const dials = this.#sum(({ dialling }) => dialling);
    const taken = dials + this.#sum(({ connected }) => connected);
    const greedy = holder.dialling >= halfOpen / this.#holders.size;
    const others = this.#waiting.size - (this.#waiting.has(holder) ? 1 : 0);
    if (taken >= connections && !this.#makeRoom(holder)) return this.#refuse(holder);
    if (dials >= halfOpen || (greedy && others > 0)) return this.#refuse(holder);
    this.#waiting.delete(holder);
    return true;
  }

  /** Whether one who dialled us may stay. */
  mayAccept(holder: BudgetHolder): boolean {
    if (holder.connected >= this.limits.perTorrent) return false;
    const taken = this.#sum(({ connected }) => connected);
    return taken < this.limits.connections || this.#makeRoom(holder);
  }

  /** A dial or a connection has ended. */
  freed(): void {
    for (const holder of this.#waiting) {
      this.#waiting.delete(holder);
      holder.room();
      return;
    }
  }

  #refuse(holder: BudgetHolder): false {
    this.#waiting.add(holder);
    return false;
  }

  #makeRoom(holder: BudgetHolder): boolean {
    const share = this.limits.connections / this.#holders.size;
    if (holder.connected + holder.dialling >= share) return false;
    let largest = holder;
    for (const other of this.#holders) {
      if (other.connected > largest.connected) largest = other;
    }
    return largest !== holder && largest.connected > share && largest.giveUpOne();
  }

  #sum(count: (holder: BudgetHolder) => number): number {
    let sum = 0;
    for (const holder of this.#holders) sum += count(holder);
    return sum;
  }
}
