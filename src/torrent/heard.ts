import { LT_DONTHAVE } from '../protocol/extension/ids.ts';
import type { PeerMessage } from '../protocol/peer-wire/message.ts';

type Kind = PeerMessage['kind'];

/** Messages kept of one peer, and bytes of its bitfield. */
const MOST = 1000;
const MOST_BITS = 64 * 1024;

const CHOKE: readonly Kind[] = ['choke', 'unchoke'];
const INTEREST: readonly Kind[] = ['interested', 'not-interested'];
const ALL_PIECES: readonly Kind[] = ['bitfield', 'have-all', 'have-none'];
/** The only extended one kept is of BEP 54. */
const PIECES: readonly Kind[] = [...ALL_PIECES, 'have', 'extended'];

/**
 * What a peer of a link says of its pieces, and of choking us, before anyone can tell what that
 * means: in order, without what later words replaced.
 */
export class Heard {
  #messages: PeerMessage[] = [];
  #isWhole = true;

  /** undefined: it said more than is kept. */
  get messages(): readonly PeerMessage[] | undefined {
    return this.#isWhole ? this.#messages : undefined;
  }

  /** Whether it has anything, as far as that can be told. */
  get hasPieces(): boolean {
    return this.#messages.some(
      (message) =>
        message.kind === 'have' ||
        message.kind === 'have-all' ||
        (message.kind === 'bitfield' && message.bits.some((byte) => byte !== 0)),
    );
  }

  take(message: PeerMessage): void {
    switch (message.kind) {
      case 'choke':
      case 'unchoke':
        return this.#put(message, CHOKE);
      case 'interested':
      case 'not-interested':
        return this.#put(message, INTEREST);
      case 'bitfield':
        if (message.bits.length > MOST_BITS) return this.#forget();
        return this.#put({ ...message, bits: message.bits.slice() }, PIECES);
      case 'have-all':
      case 'have-none':
        return this.#put(message, PIECES);
      case 'have':
      case 'suggest':
      case 'allowed-fast':
        return this.#put(message, []);
      case 'extended':
        if (message.id !== LT_DONTHAVE || message.payload.length > MOST) return;
        return this.#put({ ...message, payload: message.payload.slice() }, []);
      default:
        return;
    }
  }

  /** `replaced`: what is not so any more. */
  #put(message: PeerMessage, replaced: readonly Kind[]): void {
    if (!this.#isWhole) return;
    if (replaced.length > 0) {
      this.#messages = this.#messages.filter(({ kind }) => !replaced.includes(kind));
    }
    if (this.#messages.length === MOST) return this.#forget();
    this.#messages.push(message);
  }

  #forget(): void {
    this.#isWhole = false;
    this.#messages = [];
  }
}
