import { LT_DONTHAVE } from '../protocol/extension/ids.ts';
import type { PeerMessage } from '../protocol/peer-wire/message.ts';

/** Messages kept of one peer, beside the last ones of choking and interest; bytes of its bitfield. */
const MOST = 1000;
const MOST_BITS = 64 * 1024;

/**
 * What a peer of a link says of its pieces, and of choking us, before anyone can tell what that
 * means: in order, without what later words replaced.
 */
export class Heard {
  /** Of its pieces, beginning with what it has in all. */
  #pieces: PeerMessage[] = [];
  /** Of pieces that it would give us. */
  #offers: PeerMessage[] = [];
  #choking: PeerMessage | undefined;
  #interest: PeerMessage | undefined;
  #isWhole = true;

  /** undefined: it said more than is kept. */
  get messages(): readonly PeerMessage[] | undefined {
    if (!this.#isWhole) return undefined;
    const last = [this.#choking, this.#interest].filter((one) => one !== undefined);
    return [...this.#pieces, ...this.#offers, ...last];
  }

  /** Whether it has anything, as far as that can be told. */
  get hasPieces(): boolean {
    return this.#pieces.some(
      (message) =>
        message.kind === 'have' ||
        message.kind === 'have-all' ||
        (message.kind === 'bitfield' && message.bits.some((byte) => byte !== 0)),
    );
  }

  take(message: PeerMessage): void {
    if (!this.#isWhole) return;
    switch (message.kind) {
      case 'choke':
      case 'unchoke':
        this.#choking = message;
        return;
      case 'interested':
      case 'not-interested':
        this.#interest = message;
        return;
      case 'bitfield':
        if (message.bits.length > MOST_BITS) return this.#forget();
        this.#pieces = [{ ...message, bits: message.bits.slice() }];
        return;
      case 'have-all':
      case 'have-none':
        this.#pieces = [message];
        return;
      case 'have':
        return this.#add(this.#pieces, message);
      case 'suggest':
      case 'allowed-fast':
        return this.#add(this.#offers, message);
      case 'extended':
        // The only one kept is of BEP 54.
        if (message.id !== LT_DONTHAVE || message.payload.length > MOST) return;
        return this.#add(this.#pieces, {
          ...message,
          payload: message.payload.slice(),
        });
      default:
        return;
    }
  }

  #add(to: PeerMessage[], message: PeerMessage): void {
    if (this.#pieces.length + this.#offers.length === MOST) return this.#forget();
    to.push(message);
  }

  #forget(): void {
    this.#isWhole = false;
    this.#pieces = [];
    this.#offers = [];
  }
}
