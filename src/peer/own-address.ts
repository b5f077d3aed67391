import { formatIp } from '../bytes/ip-address.ts';

/** Peers whose word is kept. */
const MOST_VOTES = 50;

/** Our own address, as most peers say that they see it (BEP 10, "yourip"). */
export class OwnAddress {
  /** By who says so, the latest last. */
  readonly #votes = new Map<string, Uint8Array>();

  /** `voter`: the address of who says it, so that each has one vote. */
  said(voter: string, ip: Uint8Array): void {
    this.#votes.delete(voter);
    this.#votes.set(voter, ip);
    if (this.#votes.size <= MOST_VOTES) return;
    for (const oldest of this.#votes.keys()) {
      this.#votes.delete(oldest);
      return;
    }
  }

  /** Of 4 or 16 bytes; undefined while nobody said. */
  of(length: number): Uint8Array | undefined {
    const counts = new Map<string, number>();
    let best: Uint8Array | undefined;
    let most = 0;
    for (const ip of this.#votes.values()) {
      if (ip.length !== length) continue;
      const name = formatIp(ip);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      if (count <= most) continue;
      most = count;
      best = ip;
    }
    return best;
  }
}
