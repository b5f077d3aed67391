import { BLOCK_LENGTH } from '../protocol/peer-wire/message.ts';
import type { RemotePeer } from './remote-peer.ts';

const FREE = 0;
const RECEIVED = 255;

/**
 * A piece on its way in: its buffer, and for each block how many peers were asked for it and
 * who sent it.
 */
export class PartialPiece {
  readonly index: number;
  /** The whole piece, exactly as long. */
  readonly buffer: Uint8Array;
  /** Set after wrong data: only this peer is asked, so that the next blame is certain. */
  owner: RemotePeer | undefined;
  /** Who goes on with it; others join when they have nothing else. */
  lead: RemotePeer | undefined;
  readonly #asked: Uint8Array;
  /** Everyone who sent a block of it. */
  readonly #senders: RemotePeer[] = [];
  /** By block: its sender's place among them. */
  readonly #sentBy: Uint16Array;
  #received = 0;
  #free: number;
  /** No block before this one is free. */
  #from = 0;

  constructor(index: number, buffer: Uint8Array, owner?: RemotePeer) {
    this.index = index;
    this.buffer = buffer;
    this.owner = owner;
    this.#asked = new Uint8Array(Math.ceil(buffer.length / BLOCK_LENGTH));
    this.#sentBy = new Uint16Array(this.#asked.length);
    this.#free = this.#asked.length;
  }

  get blockCount(): number {
    return this.#asked.length;
  }

  /** Blocks that came. */
  get receivedCount(): number {
    return this.#received;
  }

  get complete(): boolean {
    return this.#received === this.#asked.length;
  }

  /** Whether some block was asked of nobody. */
  get open(): boolean {
    return this.#free > 0;
  }

  /** Whether nobody is asked for any of it. */
  get idle(): boolean {
    return this.#free + this.#received === this.#asked.length;
  }

  blockLength(block: number): number {
    return Math.min(BLOCK_LENGTH, this.buffer.length - block * BLOCK_LENGTH);
  }

  received(block: number): boolean {
    return this.#asked[block] === RECEIVED;
  }

  /** How many peers are asked for a block that has not come. */
  asked(block: number): number {
    return this.received(block) ? 0 : this.#asked[block]!;
  }

  /** The first block asked of nobody, now counted as asked; -1 when there is none. */
  takeFree(): number {
    for (; this.#from < this.#asked.length; this.#from++) {
      if (this.#asked[this.#from] !== FREE) continue;
      this.#asked[this.#from] = 1;
      this.#free--;
      return this.#from++;
    }
    return -1;
  }

  /** One more peer is asked. */
  ask(block: number): void {
    if (this.#asked[block] === FREE) this.#free--;
    this.#asked[block]!++;
  }

  /** One peer is not asked any more. */
  unask(block: number): void {
    if (this.received(block) || this.#asked[block] === FREE) return;
    if (--this.#asked[block]! !== FREE) return;
    this.#free++;
    this.#from = Math.min(this.#from, block);
  }

  /** The block is in the buffer. */
  receive(block: number, sender: RemotePeer): void {
    if (this.received(block)) return;
    if (this.#asked[block] === FREE) this.#free--;
    this.#asked[block] = RECEIVED;
    this.#received++;
    let place = this.#senders.indexOf(sender);
    if (place === -1) place = this.#senders.push(sender) - 1;
    this.#sentBy[block] = place;
  }

  /** Who sent these blocks, all of which were received; by default who sent any. */
  senders(blocks?: readonly number[]): ReadonlySet<RemotePeer> {
    if (!blocks) return new Set(this.#senders);
    return new Set(blocks.map((block) => this.#senders[this.#sentBy[block]!]!));
  }

  /** By block, of a complete piece. */
  sendersByBlock(): RemotePeer[] {
    return Array.from(this.#sentBy, (place) => this.#senders[place]!);
  }

  /** These blocks, received before, are to be asked for again; the others stay. */
  reopen(blocks: readonly number[]): void {
    for (const block of blocks) {
      this.#asked[block] = FREE;
      this.#received--;
      this.#free++;
      this.#from = Math.min(this.#from, block);
    }
  }
}
