import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import { decodeLatin1 } from '../bytes/text.ts';
import type { Random } from '../ports/random.ts';
import { NODE_ID_LENGTH } from '../protocol/krpc/message.ts';
import { Swarm } from './swarm.ts';

/**
 * Whom others announced to us, for half an hour each. Bounds: 2,000 info hashes, 500 peers of
 * one, 20,000 peers in all, 200 from one address (of IPv6, one /64). A full store forgets the
 * hash with the fewest peers first, so that a flood of hashes made up, of one peer each, costs
 * no swarm of many its place.
 */
export interface PeerStoreOptions {
  readonly family: AddressFamily;
  readonly random: Random;
  /** A private network: many peers at one address. */
  readonly localNetwork: boolean;
}

const MOST_HASHES = 2000;
const MOST_PEERS = 500;
const MOST_IN_ALL = 20_000;
const MOST_OF_ADDRESS = 200;
const KEPT_FOR = 30 * 60_000;

export class PeerStore {
  readonly #options: PeerStoreOptions;
  readonly #swarms = new Map<string, Swarm>();
  readonly #ofAddress = new Map<string, number>();
  #count = 0;

  constructor(options: PeerStoreOptions) {
    this.#options = options;
  }

  get hashes(): number {
    return this.#swarms.size;
  }

  /** How many peers are kept. */
  get size(): number {
    return this.#count;
  }

  /** `peer`: 6 or 18 bytes. False where its address has too many already. */
  add(hash: Uint8Array, peer: Uint8Array, isSeed: boolean, now: number): boolean {
    const { family, localNetwork } = this.#options;
    const key = decodeLatin1(hash);
    const known = this.#swarms.get(key);
    if (known?.has(peer)) {
      known.add(peer, isSeed, now, MOST_PEERS, localNetwork);
      return true;
    }
    const ip = peer.subarray(0, -2);
    if (!localNetwork && (this.#ofAddress.get(addressKey(ip)) ?? 0) >= MOST_OF_ADDRESS) {
      return false;
    }
    if (!known && this.#swarms.size >= MOST_HASHES) this.#forgetSmallest();
    while (this.#count >= MOST_IN_ALL) this.#forgetSmallest();
    // What was forgotten just now may have been this very swarm.
    const swarm = this.#swarms.get(key) ?? new Swarm(hash, family);
    this.#swarms.set(key, swarm);
    const lost = swarm.add(peer, isSeed, now, MOST_PEERS, localNetwork);
    if (lost) this.#uncount(lost);
    this.#recount(ip, 1);
    return true;
  }

  /** At most `count` peers by chance, one behind another; undefined when there are none. */
  sample(
    hash: Uint8Array,
    count: number,
    withSeeds: boolean,
    now: number,
  ): Uint8Array | undefined {
    const swarm = this.#fresh(hash, now);
    const found = swarm?.sample(count, withSeeds, this.#options.random);
    return found && found.length > 0 ? found : undefined;
  }

  /** Calls `visit` with the address (4 or 16 bytes) of each peer, as BEP 33 counts them. */
  visit(
    hash: Uint8Array,
    now: number,
    visit: (ip: Uint8Array, isSeed: boolean) => void,
  ): void {
    const swarm = this.#fresh(hash, now);
    for (let row = 0; swarm && row < swarm.size; row++) {
      visit(swarm.ip(row), swarm.isSeed(row));
    }
  }

  /** At most `count` info hashes by chance, 20 bytes each (BEP 51). */
  sampleHashes(count: number): Uint8Array {
    const all = [...this.#swarms.values()];
    const wanted = Math.min(count, all.length);
    const found = new Uint8Array(wanted * NODE_ID_LENGTH);
    for (let index = 0; index < wanted; index++) {
      const other = index + this.#options.random.integer(all.length - index);
      const { hash } = all[other]!;
      all[other] = all[index]!;
      found.set(hash, index * NODE_ID_LENGTH);
    }
    return found;
  }

  /** Forgets who was announced too long ago. */
  expire(now: number): void {
    for (const [key, swarm] of this.#swarms) this.#expire(key, swarm, now);
  }

  #fresh(hash: Uint8Array, now: number): Swarm | undefined {
    const key = decodeLatin1(hash);
    const swarm = this.#swarms.get(key);
    if (swarm) this.#expire(key, swarm, now);
    return swarm;
  }

  #expire(key: string, swarm: Swarm, now: number): void {
    swarm.expire(now - KEPT_FOR, (ip) => this.#uncount(ip));
    if (swarm.size === 0) this.#swarms.delete(key);
  }

  #forgetSmallest(): void {
    let smallest: [string, Swarm] | undefined;
    for (const entry of this.#swarms) {
      if (smallest === undefined || isLess(entry[1], smallest[1])) smallest = entry;
      // None is smaller, and those put in first come first.
      if (smallest[1].size === 1) break;
    }
    if (!smallest) return;
    const [key, swarm] = smallest;
    swarm.expire(Number.POSITIVE_INFINITY, (ip) => this.#uncount(ip));
    this.#swarms.delete(key);
  }

  #uncount(ip: Uint8Array): void {
    this.#recount(ip, -1);
  }

  #recount(ip: Uint8Array, by: 1 | -1): void {
    const key = addressKey(ip);
    const count = (this.#ofAddress.get(key) ?? 0) + by;
    if (count > 0) this.#ofAddress.set(key, count);
    else this.#ofAddress.delete(key);
    this.#count += by;
  }
}

function addressKey(ip: Uint8Array): string {
  return decodeLatin1(ip.length === 4 ? ip : ip.subarray(0, 8));
}

function isLess(a: Swarm, b: Swarm): boolean {
  return a.size !== b.size ? a.size < b.size : a.newest < b.newest;
}
