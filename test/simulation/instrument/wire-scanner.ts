import { HANDSHAKE_LENGTH } from '../../../src/protocol/peer-wire/handshake.ts';

/** What a peer said: its kind, and the numbers or bits in it. */
export type Said =
  | { readonly kind: 'handshake' }
  | { readonly kind: 'choke' | 'unchoke' | 'interested' | 'not-interested' }
  | { readonly kind: 'have-none' | 'have-all' }
  | { readonly kind: 'bitfield'; readonly bits: Uint8Array }
  | { readonly kind: 'have' | 'request' | 'block' | 'cancel'; readonly piece: number };

type Tell = (said: Said) => void;

const PLAIN = ['choke', 'unchoke', 'interested', 'not-interested'] as const;
const NUMBERED: Readonly<Record<number, 'have' | 'request' | 'block' | 'cancel'>> = {
  4: 'have',
  6: 'request',
  7: 'block',
  8: 'cancel',
};
const BITFIELD = 5;
const HAVE_ALL = 14;
const HAVE_NONE = 15;
/** First byte of a handshake; whoever begins otherwise speaks something else. */
const PSTRLEN = 19;
const HEADER = 5;
const NOTHING: Uint8Array = new Uint8Array(0);
/** Bytes of a message that are read; only bitfields are read whole. */
const HEAD = 9;

/**
 * Reads what one end of a connection writes, however it is cut, and skips what blocks
 * carry. Apart from the engine's own codec, so that a trace shows what was sent in truth.
 */
export class WireScanner {
  readonly #tell: Tell;
  #held = NOTHING;
  #skip = 0;
  #greeted = false;
  #other = false;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** Whether it speaks the peer wire. */
  get greeted(): boolean {
    return this.#greeted;
  }

  push(bytes: Uint8Array): void {
    if (this.#other) return;
    const all = this.#held.length > 0 ? Buffer.concat([this.#held, bytes]) : bytes;
    let at = 0;
    do {
      const skipped = Math.min(this.#skip, all.length - at);
      this.#skip -= skipped;
      at += skipped;
      if (this.#skip === 0) this.#skip = this.#next(all, at);
    } while (this.#skip > 0 && at < all.length);
    this.#held = at < all.length ? all.slice(at) : NOTHING;
  }

  /** Reads one message; answers how long it is, 0 when too little of it is there. */
  #next(bytes: Uint8Array, at: number): number {
    const there = bytes.length - at;
    if (there < 4) return 0;
    if (!this.#greeted) return this.#greeting(bytes[at]!, there);
    const length = 4 + numberAt(bytes, at);
    if (length === 4) return length;
    const id = bytes[at + 4]!;
    if (there < (id === BITFIELD ? length : Math.min(HEAD, length))) return 0;
    this.#message(id, bytes, at + HEADER, at + length);
    return length;
  }

  #message(id: number, bytes: Uint8Array, from: number, to: number): void {
    const plain = PLAIN[id];
    const numbered = NUMBERED[id];
    if (plain) this.#tell({ kind: plain });
    else if (numbered) this.#tell({ kind: numbered, piece: numberAt(bytes, from) });
    else if (id === BITFIELD)
      this.#tell({ kind: 'bitfield', bits: bytes.slice(from, to) });
    else if (id === HAVE_ALL) this.#tell({ kind: 'have-all' });
    else if (id === HAVE_NONE) this.#tell({ kind: 'have-none' });
  }

  #greeting(first: number, there: number): number {
    this.#other = first !== PSTRLEN;
    if (this.#other || there < HANDSHAKE_LENGTH) return 0;
    this.#greeted = true;
    this.#tell({ kind: 'handshake' });
    return HANDSHAKE_LENGTH;
  }
}

function numberAt(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at]! << 24) |
      (bytes[at + 1]! << 16) |
      (bytes[at + 2]! << 8) |
      bytes[at + 3]!) >>>
    0
  );
}
