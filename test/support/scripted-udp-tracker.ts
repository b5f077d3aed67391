import { concat } from '../../src/bytes/concat.ts';
import { type Endpoint, formatEndpoint } from '../../src/bytes/endpoint.ts';
import { parseIp } from '../../src/bytes/ip-address.ts';
import { encodeUtf8 } from '../../src/bytes/text.ts';
import type { UdpPort, UdpSocket } from '../../src/ports/udp.ts';

/** What a client sent. */
export interface UdpHeard {
  readonly action: number;
  readonly connectionId: bigint;
  readonly transactionId: number;
  readonly datagram: Uint8Array;
  readonly from: Endpoint;
}

type Answer = (heard: UdpHeard) => Uint8Array | undefined;

const PROTOCOL = 0x41727101980n;

/** A tracker over UDP that answers what the test has it answer; by itself as BEP 15 has it. */
export class ScriptedUdpTracker {
  readonly heard: UdpHeard[] = [];
  /** undefined: it keeps silent. */
  answer: Answer = (heard) => this.usual(heard);
  /** Whom announces are told of. */
  peers: Endpoint[] = [];
  #socket: UdpSocket | undefined;
  #nextId = 1n;
  readonly #ids = new Set<bigint>();

  static async start(udp: UdpPort, local: Endpoint): Promise<ScriptedUdpTracker> {
    const tracker = new ScriptedUdpTracker();
    tracker.#socket = await udp.bind(local, (data, from) => tracker.#hear(data, from));
    return tracker;
  }

  get port(): number {
    return this.#socket!.local.port;
  }

  /** "connect", "announce", "scrape": all that came, in order. */
  get actions(): string[] {
    const names = ['connect', 'announce', 'scrape'];
    return this.heard.map(({ action }) => names[action] ?? `${action}`);
  }

  usual(heard: UdpHeard): Uint8Array {
    if (heard.action === 0) return this.connected(heard, this.#freshId());
    if (!this.#ids.has(heard.connectionId)) return this.error(heard, 'unknown id');
    return heard.action === 1 ? this.announced(heard) : this.scraped(heard);
  }

  connected({ transactionId }: UdpHeard, id: bigint): Uint8Array {
    const bytes = new Uint8Array(16);
    const view = new DataView(bytes.buffer);
    view.setUint32(4, transactionId);
    view.setBigUint64(8, id);
    return bytes;
  }

  announced({ transactionId }: UdpHeard): Uint8Array {
    const peers = this.peers.map(({ host, port }) =>
      Uint8Array.of(...parseIp(host)!, port >> 8, port & 255),
    );
    return concat([words(1, transactionId, 1800, 5, 7), ...peers]);
  }

  /** Counts by the first byte of each hash, so that they can be told apart. */
  scraped({ transactionId, datagram }: UdpHeard): Uint8Array {
    const counts: number[] = [];
    for (let at = 16; at + 20 <= datagram.length; at += 20) {
      counts.push(datagram[at]!, 2, 3);
    }
    return words(2, transactionId, ...counts);
  }

  error({ transactionId }: UdpHeard, text: string): Uint8Array {
    return concat([words(3, transactionId), encodeUtf8(text)]);
  }

  send(datagram: Uint8Array, to: Endpoint): void {
    this.#socket?.send(datagram, to);
  }

  /** It knows nobody any more. */
  restart(): void {
    this.#ids.clear();
  }

  close(): void {
    this.#socket?.close();
  }

  #hear(data: Uint8Array, from: Endpoint): void {
    const datagram = data.slice();
    const view = new DataView(datagram.buffer);
    const heard = {
      connectionId: view.getBigUint64(0),
      action: view.getUint32(8),
      transactionId: view.getUint32(12),
      datagram,
      from,
    };
    if ((heard.action === 0) !== (heard.connectionId === PROTOCOL)) {
      throw new Error(`not a request, from ${formatEndpoint(from)}`);
    }
    this.heard.push(heard);
    const reply = this.answer(heard);
    if (reply) this.#socket?.send(reply, from);
  }

  #freshId(): bigint {
    const id = this.#nextId++;
    this.#ids.add(id);
    return id;
  }
}

function words(...numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * numbers.length);
  const view = new DataView(bytes.buffer);
  for (const [at, number] of numbers.entries()) view.setUint32(4 * at, number);
  return bytes;
}
