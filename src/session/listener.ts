import { isLocalAddress } from '../bytes/local-address.ts';
import { NetworkError } from '../errors/network-error.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { type Accept, PeerConnection } from '../peer/peer-connection.ts';
import type { Clock } from '../ports/clock.ts';
import type { TcpConnection, TcpListener, TcpPort } from '../ports/tcp.ts';
import type { Handshake } from '../protocol/peer-wire/handshake.ts';

export interface ListenerOptions {
  readonly tcp: TcpPort;
  readonly clock: Clock;
  /** Finds the torrent and lets it decide. Throws ProtocolError. */
  accept(connection: () => PeerConnection, theirs: Handshake): ReturnType<Accept>;
}

/** Strangers whose handshake is awaited, at once. */
const MAX_STRANGERS = 100;
/** Of ports that the system chooses for one family, which the other may find taken. */
const ATTEMPTS = 4;

/** Takes connections from outside until each has said which torrent it is for. */
export class Listener {
  readonly #options: ListenerOptions;
  readonly #strangers = new Set<PeerConnection>();
  /** One, or one of each family, on the same port. */
  #sockets: readonly TcpListener[] = [];
  /** Counts open and close: who was overtaken while it waited for its socket, gives it up. */
  #turn = 0;
  /** One at a time, so that none finds its port taken by one that is giving it up. */
  #opening: Promise<void> = Promise.resolve();
  #error: NetworkError | undefined;
  #reached = false;

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  /** undefined while not listening. */
  get port(): number | undefined {
    return this.#sockets[0]?.local.port;
  }

  /** Why not, when it tried. */
  get error(): NetworkError | undefined {
    return this.#error;
  }

  /** Whether a peer from beyond the local network has come by since it was opened. */
  get reached(): boolean {
    return this.#reached;
  }

  /**
   * Listens on this port of every address or, when it is taken, on one that the system
   * chooses; a host without IPv6 does without. Never rejects: a client that cannot listen
   * still downloads.
   */
  open(port: number): Promise<void> {
    this.close();
    const turn = this.#turn;
    this.#opening = this.#opening.then(() => this.#open(port, turn));
    return this.#opening;
  }

  close(): void {
    this.#turn++;
    this.#reached = false;
    for (const socket of this.#sockets) socket.close();
    this.#sockets = [];
    for (const stranger of this.#strangers) stranger.close();
    this.#strangers.clear();
  }

  async #open(port: number, turn: number): Promise<void> {
    if (turn !== this.#turn) return;
    const candidates = [...(port === 0 ? [] : [port]), ...new Array(ATTEMPTS).fill(0)];
    for (const candidate of candidates) {
      try {
        const sockets = await this.#listen(candidate);
        if (turn === this.#turn) {
          this.#sockets = sockets;
          this.#error = undefined;
        } else {
          for (const socket of sockets) socket.close();
        }
        return;
      } catch (error) {
        if (turn !== this.#turn) return;
        this.#error =
          error instanceof NetworkError
            ? error
            : new NetworkError('failed', `${error}`, { cause: error });
        if (this.#error.code !== 'address-in-use') return;
      }
    }
  }

  /**
   * IPv6 first: where a host cannot keep its "::" to IPv6 (chrome.sockets), that takes IPv4
   * too, and would be refused once 0.0.0.0 has the port.
   */
  async #listen(port: number): Promise<TcpListener[]> {
    const six = await this.#listenOn('::', port).catch(() => undefined);
    if (six?.families.includes('ipv4')) return [six];
    try {
      const four = await this.#listenOn('0.0.0.0', six?.local.port ?? port);
      return six ? [four, six] : [four];
    } catch (error) {
      six?.close();
      throw error;
    }
  }

  #listenOn(host: string, port: number): Promise<TcpListener> {
    return this.#options.tcp.listen({ host, port }, (connection) =>
      this.#greet(connection),
    );
  }

  #greet(connection: TcpConnection): void {
    if (this.#strangers.size >= MAX_STRANGERS) return connection.close();
    const peer: PeerConnection = new PeerConnection({
      connection,
      clock: this.#options.clock,
      greeting: undefined,
      accept: (theirs) => {
        const acceptance = this.#options.accept(() => peer, theirs);
        this.#strangers.delete(peer);
        this.#reached ||= !isLocalAddress(connection.remote.host);
        return acceptance;
      },
      failed: () => this.#strangers.delete(peer),
    });
    this.#strangers.add(peer);
  }
}

/** What to tell a stranger who asks for a torrent that is not here. */
export function unknownTorrent(): ProtocolError {
  return new ProtocolError('wrong-info-hash', 'no such torrent here');
}
