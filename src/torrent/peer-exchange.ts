import { type Endpoint, formatEndpoint } from '../bytes/endpoint.ts';
import type { PeerBudget } from '../peer/peer-budget.ts';
import { Gossip } from '../pex/gossip.ts';
import { MessagePace } from '../pex/message-pace.ts';
import { ToldPeers } from '../pex/told-peers.ts';
import type { Clock } from '../ports/clock.ts';
import {
  decodeUtPex,
  encodeUtPex,
  PEX_FLAG,
  type PexPeer,
} from '../protocol/extension/ut-pex.ts';
import type { RemotePeer } from './remote-peer.ts';
import type { Swarm } from './swarm.ts';

/** What this needs of its torrent, or of the search for one. */
export interface PeerExchangeHost {
  readonly clock: Clock;
  readonly isPrivate: boolean;
  readonly budget: Pick<PeerBudget, 'own'>;
  readonly swarm: Pick<Swarm, 'peers' | 'knows' | 'add'>;
  /** The setting. */
  pex(): boolean;
  listenPort(): number | undefined;
  /** Whether seeds are of no use. */
  complete(): boolean;
}

/** What there is with one peer. */
interface Talk {
  readonly told: ToldPeers;
  readonly pace: MessagePace;
}

/** Ticks from one look at what is to be told to the next. */
const EVERY = 5;

/**
 * Peers tell each other of peers (BEP 11); never of a private torrent, whose peers only its
 * tracker may name (BEP 27). We tell of those that we are connected to and whose port we
 * know, and hear of those that the sender says it is connected to.
 */
export class PeerExchange {
  #host: PeerExchangeHost;
  readonly #talks = new WeakMap<RemotePeer, Talk>();
  readonly #gossip = new Gossip();
  #ticks = 0;

  constructor(host: PeerExchangeHost) {
    this.#host = host;
  }

  /** Goes on for another, with the same peers. */
  turnTo(host: PeerExchangeHost): void {
    this.#host = host;
  }

  /** Whether it is offered, and heard. */
  get on(): boolean {
    return !this.#host.isPrivate && this.#host.pex();
  }

  /** A message of that peer. Throws ProtocolError. */
  received(peer: RemotePeer, payload: Uint8Array): void {
    peer.idleTalk();
    if (!this.on) return;
    const { clock, swarm, complete } = this.#host;
    const now = clock.now();
    this.#talk(peer).pace.count(now);
    const { added } = decodeUtPex(payload);
    const news = added.filter(
      ({ endpoint, flags }) =>
        !swarm.knows(endpoint) &&
        !this.#isOurs(endpoint) &&
        !(complete() && flags & PEX_FLAG.uploadOnly),
    );
    swarm.add(this.#gossip.heard(peer.connection.remote.host, news, now), 'pex');
  }

  /** An address was dialled; `answered`: a peer was there. */
  tried(endpoint: Endpoint, answered: boolean): void {
    this.#gossip.tried(endpoint, answered);
  }

  /** Once a second. */
  tick(): void {
    if (this.#ticks++ % EVERY !== 0 || !this.on) return;
    const { clock, swarm } = this.#host;
    const now = clock.now();
    let connected: ReadonlyMap<string, PexPeer> | undefined;
    for (const peer of swarm.peers) {
      const id = peer.extensions?.utPex;
      if (id === undefined) continue;
      const { told } = this.#talk(peer);
      if (!told.due(now)) continue;
      connected ??= this.#connected();
      const news = told.next(now, connected, listens(peer));
      if (!news) continue;
      peer.connection.send({ kind: 'extended', id, payload: encodeUtPex(news) });
    }
  }

  #talk(peer: RemotePeer): Talk {
    const talk = this.#talks.get(peer) ?? {
      told: new ToldPeers(peer.connection.remote.host),
      pace: new MessagePace(),
    };
    this.#talks.set(peer, talk);
    return talk;
  }

  #connected(): ReadonlyMap<string, PexPeer> {
    const connected = new Map<string, PexPeer>();
    for (const peer of this.#host.swarm.peers) {
      const endpoint = listens(peer);
      if (!endpoint) continue;
      const seeds = peer.extensions?.uploadOnly || (peer.toldPieces && peer.has.full);
      const flags =
        (seeds ? PEX_FLAG.uploadOnly : 0) | (peer.dialled ? PEX_FLAG.reachable : 0);
      connected.set(formatEndpoint(endpoint), { endpoint, flags });
    }
    return connected;
  }

  #isOurs(endpoint: Endpoint): boolean {
    const { budget, listenPort } = this.#host;
    return budget.own.isAt(endpoint, listenPort());
  }
}

/** By its address, though it was dialled by a name. */
function listens({ connection, dialled, listens }: RemotePeer): Endpoint | undefined {
  const endpoint = dialled ?? listens;
  return endpoint && { host: connection.remote.host, port: endpoint.port };
}
