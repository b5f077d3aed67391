import { familyOf } from '../bytes/address-family.ts';
import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { UdpPort, UdpSocket } from '../ports/udp.ts';
import { parseUdpHead } from '../protocol/tracker/udp-response.ts';
import { type UdpQuestion, UdpTransaction } from './udp-transaction.ts';

export interface UdpExchangePorts {
  readonly udp: UdpPort;
  readonly clock: Clock;
  readonly random: Random;
}

/** Milliseconds that sockets stay open unused: by then trackers forgot us (BEP 15). */
const IDLE = 60_000;
const ANY = { ipv4: '0.0.0.0', ipv6: '::' } as const;

/**
 * The sockets, one of each family, by which trackers are asked, and what is under way over
 * them. A socket is bound when it is first needed, and closed when nothing was for a minute.
 */
export class UdpExchange {
  readonly #ports: UdpExchangePorts;
  readonly #sockets = new Map<AddressFamily, Promise<UdpSocket>>();
  readonly #open = new Map<number, UdpTransaction<unknown>>();
  #idle: Timer | undefined;

  constructor(ports: UdpExchangePorts) {
    this.#ports = ports;
  }

  /** Rejects with what `work` rejects with. The transaction is over when it has ended. */
  async transact<T, Result>(
    question: UdpQuestion<T>,
    work: (transaction: UdpTransaction<T>, id: number) => Promise<Result>,
  ): Promise<Result> {
    this.#idle?.cancel();
    const id = this.#freshId();
    const transaction = new UdpTransaction(question);
    this.#open.set(id, transaction as UdpTransaction<unknown>);
    try {
      return await work(transaction, id);
    } finally {
      this.#open.delete(id);
      this.#rest();
    }
  }

  /** Rejects with NetworkError where there is no socket to be had of that family. */
  async send(
    transaction: { asks(tracker: Endpoint): void },
    to: Endpoint,
    datagram: Uint8Array,
  ): Promise<void> {
    const socket = await this.#socket(familyOf(to.host));
    transaction.asks(to);
    socket.send(datagram, to);
  }

  async has(family: AddressFamily): Promise<boolean> {
    try {
      await this.#socket(family);
      this.#rest();
      return true;
    } catch {
      return false;
    }
  }

  close(): void {
    this.#idle?.cancel();
    for (const opening of this.#sockets.values()) {
      opening.then(
        (socket) => socket.close(),
        () => {},
      );
    }
    this.#sockets.clear();
  }

  #socket(family: AddressFamily): Promise<UdpSocket> {
    const known = this.#sockets.get(family);
    if (known) return known;
    const local = { host: ANY[family], port: 0 };
    const opening = this.#ports.udp.bind(local, (datagram, from) =>
      this.#receive(datagram, from, family),
    );
    this.#sockets.set(family, opening);
    opening.catch(() => {
      if (this.#sockets.get(family) === opening) this.#sockets.delete(family);
    });
    return opening;
  }

  #receive(datagram: Uint8Array, from: Endpoint, family: AddressFamily): void {
    const head = parseUdpHead(datagram);
    if (!head) return;
    this.#open.get(head.transactionId)?.receive(head.action, datagram, from, family);
  }

  /** Not to be guessed by whoever would answer in a tracker's stead. */
  #freshId(): number {
    for (;;) {
      const id = this.#ports.random.integer(2 ** 32);
      if (!this.#open.has(id)) return id;
    }
  }

  #rest(): void {
    if (this.#open.size > 0 || this.#sockets.size === 0) return;
    this.#idle?.cancel();
    this.#idle = this.#ports.clock.timer(IDLE, () => this.close());
  }
}
