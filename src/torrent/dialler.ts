import { type Endpoint, formatEndpoint } from '../bytes/endpoint.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { type Acceptance, PeerConnection } from '../peer/peer-connection.ts';
import type { Candidate, PeerList } from '../peer/peer-list.ts';
import type { Clock } from '../ports/clock.ts';
import type { TcpConnection, TcpPort } from '../ports/tcp.ts';
import type { Handshake } from '../protocol/peer-wire/handshake.ts';
import { handshakeFor, type Identity } from './identity.ts';

/** What dialling needs of its swarm. */
export interface DiallerHost {
  readonly clock: Clock;
  readonly tcp: TcpPort;
  readonly identity: Identity;
  /** It learns how each dial ended. */
  readonly list: PeerList;
  /** The peer greeted us in turn. Throws ProtocolError when it is not wanted. */
  greeted(
    connection: () => PeerConnection,
    theirs: Handshake,
    dialled: Candidate,
  ): Acceptance;
  /** Whether a peer was there. */
  tried(endpoint: Endpoint, answered: boolean): void;
  /** Whoever is there is this program itself. */
  metSelf(endpoint: Endpoint): void;
  /** Somebody did not greet as it should. */
  dropped(name: string, reason: ProtocolError): void;
  /** One dial fewer is under way. */
  freed(): void;
}

/** Milliseconds. */
const CONNECT_TIMEOUT = 12_000;

/** Dials and handshakes under way, of one swarm. */
export class Dialler {
  readonly #host: DiallerHost;
  /** Each with what ends it. */
  readonly #pending = new Set<() => void>();
  #stopped = false;

  constructor(host: DiallerHost) {
    this.#host = host;
  }

  get pending(): number {
    return this.#pending.size;
  }

  async dial(candidate: Candidate): Promise<void> {
    const { clock, tcp, list } = this.#host;
    const { endpoint } = candidate;
    const aborter = new AbortController();
    const abort = () => aborter.abort();
    this.#pending.add(abort);
    list.connecting(endpoint);
    const timer = clock.timer(CONNECT_TIMEOUT, abort);
    try {
      const connection = await tcp.connect(endpoint, aborter.signal);
      if (this.#stopped) connection.close();
      else this.#greet(candidate, connection);
    } catch {
      // Whatever kept it from being reached; it is tried again later.
      list.ended(endpoint, clock.now());
      this.#host.tried(endpoint, false);
    } finally {
      timer.cancel();
      this.#pending.delete(abort);
      this.#host.freed();
    }
  }

  stop(): void {
    this.#stopped = true;
    for (const abort of [...this.#pending]) abort();
  }

  #greet(candidate: Candidate, connection: TcpConnection): void {
    const { clock, identity, list, greeted, tried, metSelf, dropped, freed } = this.#host;
    const { endpoint, version } = candidate;
    const close = () => peer.close();
    this.#pending.add(close);
    const peer: PeerConnection = new PeerConnection({
      connection,
      clock,
      greeting: handshakeFor(identity, version),
      accept: (theirs) => {
        const acceptance = greeted(() => peer, theirs, candidate);
        this.#pending.delete(close);
        list.connected(endpoint);
        tried(endpoint, true);
        return acceptance;
      },
      failed: (reason) => {
        this.#pending.delete(close);
        list.ended(endpoint, clock.now());
        list.unanswered(candidate);
        freed();
        const code = reason instanceof ProtocolError ? reason.code : undefined;
        tried(endpoint, code === 'duplicate-connection');
        if (code === 'self-connection') {
          list.rest(endpoint);
          metSelf(endpoint);
        } else if (reason instanceof ProtocolError && code !== 'duplicate-connection') {
          dropped(formatEndpoint(endpoint), reason);
        }
      },
    });
  }
}
