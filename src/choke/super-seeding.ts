import { Bitfield } from '../bytes/bitfield.ts';

export interface SuperSeedingPeer {
  /** What it has, as far as it said. */
  readonly has: Bitfield;
}

/** To tell a peer that there is this piece. */
export interface Reveal<Peer> {
  readonly peer: Peer;
  readonly piece: number;
}

interface Told {
  readonly pieces: Bitfield;
  /** What it was known to have. */
  has: Bitfield;
  /** The piece it was told of last, and when. */
  last: number;
  at: number;
}

const NONE = -1;
/** Milliseconds. */
const PATIENCE = 60_000;

/**
 * How the first seed spreads each piece with as few uploads as can be (BEP 16):
 *
 *  1. It says that it has nothing, and tells each peer of one piece alone: one that fewest
 *     have, or were told of.
 *  2. The next one follows when somebody else has that piece, too: whoever keeps what it
 *     gets to itself waits. Not where nobody else is there, nor for more than a minute:
 *     perhaps nobody wants it of that peer.
 *  3. Once the others together have everything, there is nothing more to gain: `over`.
 */
export class SuperSeeding<Peer extends SuperSeedingPeer> {
  /** By piece: peers that have it, and that were told of it and do not. */
  readonly #holders: Uint16Array;
  readonly #awaited: Uint16Array;
  readonly #peers = new Map<Peer, Told>();
  /** Pieces that no peer has. */
  #missing: number;
  readonly #random: (bound: number) => number;

  /** `random(n)`: from 0 to n - 1. */
  constructor(pieceCount: number, random: (bound: number) => number) {
    this.#holders = new Uint16Array(pieceCount);
    this.#awaited = new Uint16Array(pieceCount);
    this.#missing = pieceCount;
    this.#random = random;
  }

  /** The others have everything between them. */
  get over(): boolean {
    return this.#missing === 0;
  }

  /** A peer that was told of nothing yet, and said nothing. */
  joined(peer: Peer, now: number): void {
    const pieces = new Bitfield(this.#holders.length);
    this.#peers.set(peer, { pieces, has: pieces.clone(), last: NONE, at: now });
  }

  left(peer: Peer): void {
    const told = this.#peers.get(peer);
    if (!told) return;
    for (let piece = 0; piece < this.#holders.length; piece++) {
      if (told.has.has(piece)) this.#set(told, piece, false);
      if (told.pieces.has(piece)) this.#awaited[piece]!--;
    }
    this.#peers.delete(peer);
  }

  /** The peer has one more piece. */
  has(peer: Peer, piece: number): void {
    const told = this.#peers.get(peer);
    if (told) this.#set(told, piece, true);
  }

  /** The peer said anew all that it has. */
  hasThese(peer: Peer): void {
    const told = this.#peers.get(peer);
    if (!told) return;
    for (let piece = 0; piece < this.#holders.length; piece++) {
      this.#set(told, piece, peer.has.has(piece));
    }
  }

  /** What is to be told now. Call after each change, and now and then. */
  next(now: number): Reveal<Peer>[] {
    const reveals: Reveal<Peer>[] = [];
    for (const [peer, told] of this.#peers) {
      const piece = this.#mayHear(told, now) ? this.#rarest(told) : NONE;
      if (piece === NONE) continue;
      told.pieces.set(piece, true);
      told.last = piece;
      told.at = now;
      this.#awaited[piece]!++;
      reveals.push({ peer, piece });
    }
    return reveals;
  }

  /** What each peer lacks and was not told of: all that is left to tell in the end. */
  rest(): Reveal<Peer>[] {
    const rest: Reveal<Peer>[] = [];
    for (const [peer, { pieces, has }] of this.#peers) {
      for (let piece = 0; piece < pieces.length; piece++) {
        if (!pieces.has(piece) && !has.has(piece)) rest.push({ peer, piece });
      }
    }
    return rest;
  }

  #set(told: Told, piece: number, has: boolean): void {
    if (told.has.has(piece) === has) return;
    told.has.set(piece, has);
    const more = has ? 1 : -1;
    this.#holders[piece]! += more;
    // Told of and there: it counts once.
    if (told.pieces.has(piece)) this.#awaited[piece]! -= more;
    if (this.#holders[piece] === (has ? 1 : 0)) this.#missing -= more;
  }

  #mayHear({ last, has, at }: Told, now: number): boolean {
    if (last === NONE) return true;
    if (!has.has(last)) return false;
    return this.#holders[last]! > 1 || this.#peers.size === 1 || now - at >= PATIENCE;
  }

  #rarest({ pieces, has }: Told): number {
    let fewest = Number.POSITIVE_INFINITY;
    let rarest = NONE;
    let ties = 0;
    for (let piece = 0; piece < pieces.length; piece++) {
      if (has.has(piece) || pieces.has(piece)) continue;
      const count = this.#holders[piece]! + this.#awaited[piece]!;
      if (count > fewest) continue;
      ties = count < fewest ? 1 : ties + 1;
      fewest = count;
      // Each of those that tie is as likely to stay.
      if (this.#random(ties) === 0) rarest = piece;
    }
    return rarest;
  }
}
