import { concat } from '../bytes/concat.ts';
import { encodeMessage } from '../protocol/peer-wire/encode.ts';
import type { RemotePeer } from './remote-peer.ts';

/**
 * Tells peers what we have come to have: of pieces that were written together each peer hears in
 * one write, at the end of the present turn.
 */
export class Haves {
  readonly #peers: () => Iterable<RemotePeer>;
  #waiting: Uint8Array[] = [];

  constructor(peers: () => Iterable<RemotePeer>) {
    this.#peers = peers;
  }

  add(piece: number): void {
    this.#waiting.push(encodeMessage({ kind: 'have', piece }));
    if (this.#waiting.length === 1) void Promise.resolve().then(() => this.tell());
  }

  /** Now, before something is said that has to come after. */
  tell(): void {
    if (this.#waiting.length === 0) return;
    const messages = concat(this.#waiting);
    this.#waiting = [];
    for (const peer of this.#peers()) peer.connection.write(messages.slice());
  }
}
