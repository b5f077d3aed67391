import type { Bitfield } from '../bytes/bitfield.ts';
import { concat } from '../bytes/concat.ts';
import { type Reveal, SuperSeeding } from '../choke/super-seeding.ts';
import type { Clock } from '../ports/clock.ts';
import { encodeMessage } from '../protocol/peer-wire/encode.ts';
import type { RemotePeer } from './remote-peer.ts';

export interface RevealsHost {
  readonly clock: Clock;
  readonly have: Bitfield;
  random(bound: number): number;
}

/**
 * What peers are told that we have: everything, or as a super seed (BEP 16) one piece after
 * another. Who was told everything before knows it for good.
 */
export class Reveals {
  readonly #host: RevealsHost;
  #on: boolean;
  #hidden: SuperSeeding<RemotePeer> | undefined;

  /** `on`: whether to be a super seed, once everything is there. */
  constructor(host: RevealsHost, on: boolean) {
    this.#host = host;
    this.#on = on;
  }

  /** Whether who comes now is not told everything. */
  get hiding(): boolean {
    return this.#on && this.#host.have.full;
  }

  /** Whether to be a super seed; also ends by itself, until it is set anew. */
  set(on: boolean): void {
    if (!on) this.#end();
    this.#on = on;
  }

  /** The first that a peer hears. */
  joined(peer: RemotePeer): void {
    const { have, clock, random } = this.#host;
    const shown = this.hiding ? 0 : have.count;
    if (peer.fast && shown === have.length) peer.connection.send({ kind: 'have-all' });
    else if (shown > 0) peer.connection.send({ kind: 'bitfield', bits: have.bytes });
    else if (peer.fast) peer.connection.send({ kind: 'have-none' });
    if (!this.hiding) return;
    this.#hidden ??= new SuperSeeding(have.length, random);
    this.#hidden.joined(peer, clock.now());
  }

  has(peer: RemotePeer, piece: number): void {
    this.#hidden?.has(peer, piece);
    this.tick();
  }

  hasThese(peer: RemotePeer): void {
    this.#hidden?.hasThese(peer);
    this.tick();
  }

  left(peer: RemotePeer): void {
    this.#hidden?.left(peer);
  }

  /** Something is not there any more: who lacks a piece is no super seed. */
  lost(): void {
    if (this.#hidden) this.#end();
  }

  /** Also once a second. */
  tick(): void {
    if (!this.#hidden) return;
    if (this.#hidden.over) this.#end();
    else tell(this.#hidden.next(this.#host.clock.now()));
  }

  #end(): void {
    this.#on = false;
    const { have } = this.#host;
    const rest = this.#hidden?.rest() ?? [];
    tell(rest.filter(({ piece }) => have.has(piece)));
    this.#hidden = undefined;
  }
}

/** All that one peer is to hear goes in one write. */
function tell(reveals: readonly Reveal<RemotePeer>[]): void {
  const messages = new Map<RemotePeer, Uint8Array[]>();
  for (const { peer, piece } of reveals) {
    const mine = messages.get(peer) ?? [];
    mine.push(encodeMessage({ kind: 'have', piece }));
    messages.set(peer, mine);
  }
  for (const [peer, mine] of messages) peer.connection.write(concat(mine));
}
