/** Milliseconds that an address we sent to may send to us through a NAT, amply. */
const OPENED_FOR = 5 * 60_000;
/** Milliseconds without a query from a stranger: by then a node that can be asked was. */
const PATIENCE = 30 * 60_000;
/** Milliseconds from then on until we try again. */
const READ_ONLY_FOR = 60 * 60_000;
/** In a network of fewer nobody may have cause to ask us, or but those we ask. */
const ENOUGH_NODES = 100;
const SLOTS = 512;

/**
 * Whether others can reach us, so that we are of use to them. While none does who was not
 * asked by us before, we are a read-only node (BEP 43): others then keep their places for
 * nodes that answer. Every hour we try again.
 */
export class Reachability {
  /** When we last sent to the addresses of each slot, s: few bytes for however many. */
  #sent: Float32Array | undefined;
  /** Since when we wait for a query of a stranger, ms. */
  #since: number | undefined;
  #readOnlyUntil = Number.NEGATIVE_INFINITY;

  isReadOnly(now: number): boolean {
    return now < this.#readOnlyUntil;
  }

  /** We send a query to this address. */
  sends(address: Uint8Array, now: number): void {
    this.#sent ??= new Float32Array(SLOTS).fill(Number.NEGATIVE_INFINITY);
    this.#sent[slotOf(address)] = now / 1000;
  }

  /** A query came from this address. */
  asked(address: Uint8Array, now: number): void {
    const sent = this.#sent?.[slotOf(address)] ?? Number.NEGATIVE_INFINITY;
    if (now - sent * 1000 < OPENED_FOR) return;
    this.#since = now;
    this.#readOnlyUntil = Number.NEGATIVE_INFINITY;
  }

  /** To be told now and then. `nodes`: how many are good. */
  check(nodes: number, now: number): void {
    this.#since ??= now;
    // While we send to very many, hardly anybody counts as a stranger.
    if (nodes < ENOUGH_NODES || this.isReadOnly(now) || this.#isBusy(now)) {
      this.#since = now;
      return;
    }
    if (now - this.#since < PATIENCE) return;
    this.#readOnlyUntil = now + READ_ONLY_FOR;
  }

  #isBusy(now: number): boolean {
    let count = 0;
    for (const sent of this.#sent ?? []) if (now - sent * 1000 < OPENED_FOR) count++;
    return count > SLOTS / 2;
  }
}

function slotOf(address: Uint8Array): number {
  let hash = 0;
  for (const byte of address) hash = Math.imul(hash ^ byte, 0x9e3779b1);
  return (hash >>> 16) % SLOTS;
}
