import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import { type Candidate, isDoubtful, isGone } from './candidate.ts';
import { ipOf, isPublicNode, isUnicast } from './node-address.ts';
import { commonBits, compareDistance, ID_BITS, isIdOfAddress } from './node-id.ts';

/**
 * The nodes that a lookup knows of, the closest to its target first:
 *
 *   - one node an address and one address a node; of a /24 (IPv6: /64) at most 2, of a /16
 *     (/48) at most 4: so no one network fills the list
 *   - an id that is not its address's own (BEP 42), and closer to the target than any is likely
 *     to be in a network of this size, is one made up for this target
 *   - nodes known only from one who told of several that do not answer are asked only where
 *     there are no 8 others
 */
export interface ShortlistOptions {
  readonly target: Uint8Array;
  readonly own: Uint8Array;
  readonly family: AddressFamily;
  readonly enforceIds: boolean;
  readonly localNetwork: boolean;
  /** About how many nodes there are in all. */
  readonly networkSize: number;
}

/** Nodes kept that were not asked; farther ones go. */
const LONGEST = 100;
/** More than this closer, in bits, than the closest of all should be: one chance in 1,000. */
const CLOSE_BITS = 10;
/** By family: bytes of an address that networks share, and how many nodes of one may be in. */
const NETWORKS = {
  ipv4: [
    { bytes: 3, most: 2 },
    { bytes: 2, most: 4 },
  ],
  ipv6: [
    { bytes: 8, most: 2 },
    { bytes: 6, most: 4 },
  ],
} as const;

export class Shortlist {
  readonly #options: ShortlistOptions;
  readonly #mostBits: number;
  readonly #nodes: Candidate[] = [];

  constructor(options: ShortlistOptions) {
    this.#options = options;
    this.#mostBits = Math.log2(Math.max(options.networkSize, 1)) + CLOSE_BITS;
  }

  /** Puts in a node that we were told of, or knew. `id`, `address`: views, copied if kept. */
  add(
    id: Uint8Array | undefined,
    address: Uint8Array,
    teller: Candidate | undefined,
    isFirst = id === undefined,
  ): void {
    if (id && !this.#mayHave(id, address)) return;
    if (!this.#isUsable(address, teller !== undefined)) return;
    const known = this.#nodes.find((node) => isSameNode(node, id, address));
    if (known) {
      // Two say so: it does not hang on the word of one.
      if (known.teller !== teller) known.teller = undefined;
      return;
    }
    if (this.#isCrowded(address)) return;
    this.#nodes.splice(isFirst ? 0 : this.#placeFor(id!), 0, {
      id: id?.slice(),
      isFirst,
      address: address.slice(),
      state: 'fresh',
      round: (teller?.round ?? 0) + 1,
      teller,
      strikes: 0,
      vouched: 0,
      token: undefined,
    });
    this.#shorten();
  }

  /**
   * The next to ask, while the `k` closest have not all been asked. What is likely to be made
   * up is worth a try only where there is too little else.
   */
  next(k: number): Candidate | undefined {
    let count = 0;
    let doubtful: Candidate | undefined;
    for (const node of this.#nodes) {
      const { state } = node;
      if (state === 'fresh') {
        if (!isDoubtful(node)) return node;
        doubtful ??= node;
      } else if (state === 'asked' || state === 'answered') {
        if (!node.isFirst && ++count === k) return undefined;
      }
    }
    return doubtful;
  }

  /** The closest that answered, at most `k`. */
  closest(k: number): Candidate[] {
    const found: Candidate[] = [];
    for (const node of this.#nodes) {
      if (node.state === 'answered' && found.push(node) === k) break;
    }
    return found;
  }

  /** Whether one of the `k` closest, slow ones aside, is still to answer. */
  isWaiting(k: number): boolean {
    let count = 0;
    for (const { state } of this.#nodes) {
      if (state === 'asked') return true;
      if (state === 'answered' && ++count === k) return false;
    }
    return false;
  }

  /**
   * Notes the id that a node says it has; it moves to where that belongs. False when an id is
   * refused, or another node has it.
   */
  identify(node: Candidate, id: Uint8Array): boolean {
    // Who has another id than the one it was known by may have one for each target, or was
    // named by a friend for a target that it is far from. It may be an honest one that moved,
    // too; one lookup does without it.
    if (node.id && commonBits(node.id, 0, id) < ID_BITS) return false;
    if (node.id && !node.isFirst) return true;
    if (!node.id && !this.#mayBeAnother(id, node.address)) return false;
    this.#nodes.splice(this.#nodes.indexOf(node), 1);
    node.id ??= id.slice();
    node.isFirst = false;
    this.#nodes.splice(this.#placeFor(id), 0, node);
    return true;
  }

  #mayBeAnother(id: Uint8Array, address: Uint8Array): boolean {
    if (!this.#mayHave(id, address)) return false;
    return !this.#nodes.some((it) => it.id && commonBits(it.id, 0, id) === ID_BITS);
  }

  #mayHave(id: Uint8Array, address: Uint8Array): boolean {
    const { own, target, enforceIds } = this.#options;
    if (commonBits(id, 0, own) === ID_BITS) return false;
    const bits = commonBits(id, 0, target);
    if (!enforceIds && bits <= this.#mostBits) return true;
    return isIdOfAddress(id, 0, ipOf(address));
  }

  #isUsable(address: Uint8Array, isTold: boolean): boolean {
    const { family, localNetwork } = this.#options;
    // Whom we know ourselves we found usable before.
    if (!isTold || localNetwork) return isUnicast(address, family);
    return isPublicNode(address, family);
  }

  #isCrowded(address: Uint8Array): boolean {
    if (this.#options.localNetwork) return false;
    const length = address.length - 2;
    const networks = NETWORKS[this.#options.family];
    return [{ bytes: length, most: 1 }, ...networks].some(({ bytes, most }) => {
      let count = 0;
      for (const node of this.#nodes) {
        if (!isGone(node) && begins(node.address, address, bytes)) count++;
      }
      return count >= most;
    });
  }

  #placeFor(id: Uint8Array): number {
    let low = 0;
    let high = this.#nodes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#nodes[middle]!;
      const isBefore =
        other.isFirst || compareDistance(other.id!, 0, id, 0, this.#options.target) <= 0;
      if (isBefore) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * The farthest of those not asked goes, doubtful ones before others. Those that were asked
   * stay: so none is asked twice, and no number of others keeps out one that is there.
   */
  #shorten(): void {
    let count = 0;
    let last = -1;
    let lastDoubtful = -1;
    for (let at = 0; at < this.#nodes.length; at++) {
      const node = this.#nodes[at]!;
      if (node.state !== 'fresh') continue;
      count++;
      last = at;
      if (isDoubtful(node)) lastDoubtful = at;
    }
    if (count > LONGEST) this.#nodes.splice(lastDoubtful < 0 ? last : lastDoubtful, 1);
  }
}

function isSameNode(
  node: Candidate,
  id: Uint8Array | undefined,
  address: Uint8Array,
): boolean {
  if (begins(node.address, address, address.length)) return true;
  return !!id && !!node.id && commonBits(node.id, 0, id) === ID_BITS;
}

function begins(a: Uint8Array, b: Uint8Array, length: number): boolean {
  for (let at = 0; at < length; at++) if (a[at] !== b[at]) return false;
  return true;
}
