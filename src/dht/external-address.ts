import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import { AddressVotes } from './address-votes.ts';
import { ipOf, isUnicast, SUBNET_BYTES } from './node-address.ts';
import { isIdOfAddress } from './node-id.ts';

/**
 * Our address, as those say who answer us (BEP 42, "ip"). At first anybody is believed, for
 * where a network begins nobody has an id of its address's own yet. Later only those have a
 * vote whose ids are their addresses' own: a liar may have his friends asked as often as he
 * likes, under ids made up to be close to whatever we look for.
 */
export class ExternalAddress {
  readonly #family: AddressFamily;
  readonly #localNetwork: boolean;
  readonly #votes = new AddressVotes();

  constructor(family: AddressFamily, localNetwork: boolean) {
    this.#family = family;
    this.#localNetwork = localNetwork;
  }

  /** 4 or 16 bytes; undefined while nobody is sure. */
  get elected(): Uint8Array | undefined {
    return this.#votes.elected;
  }

  /** Whoever answered by the id that it was known by says this; true: another is elected. */
  told(id: Uint8Array, address: Uint8Array, claimed: Uint8Array | undefined): boolean {
    if (claimed?.length !== address.length) return false;
    if (!isUnicast(claimed, this.#family)) return false;
    if (this.elected && !isIdOfAddress(id, 0, ipOf(address))) return false;
    const network = this.#localNetwork
      ? address
      : address.subarray(0, SUBNET_BYTES[this.#family]);
    return this.#votes.vote(network, ipOf(claimed));
  }
}
