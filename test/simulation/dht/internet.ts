import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import type { Random } from '../../../src/ports/random.ts';
import type { EventClock, Happening } from './event-clock.ts';

/** Milliseconds, one way: half of all pairs of machines are closer, half are farther. */
export const MEDIAN_LATENCY = 50;
/** Of each datagram. */
const LOSS = 0.01;
/** Bytes of headers of IPv4 and UDP. */
const HEADERS = 28;
/** The spread of the machines' parts of the latency: one in twenty has 2.7 times the usual. */
const SPREAD = 0.6;
/** Two such parts make the median latency; found by drawing. */
const USUAL_PART = 0.455 * MEDIAN_LATENCY;

/** A machine of its own, at a public address. */
export class Machine {
  readonly endpoint: Endpoint;
  /** Milliseconds from it to the middle of the network. */
  readonly latency: number;
  /** What takes its datagrams; undefined when it is off. */
  receive: ((bytes: Uint8Array, from: Endpoint) => void) | undefined;
  /** Bytes so far, headers included. */
  bytesIn = 0;
  bytesOut = 0;

  constructor(endpoint: Endpoint, latency: number) {
    this.endpoint = endpoint;
    this.latency = latency;
  }
}

/** Carries datagrams between machines; each takes its time, and some are lost. */
export class Internet {
  readonly clock: EventClock;
  readonly #random: Random;
  readonly #machines = new Map<string, Machine>();

  constructor(clock: EventClock, random: Random) {
    this.clock = clock;
    this.#random = random;
  }

  /** One more machine, at an address by chance. */
  machine(): Machine {
    let host: string;
    do host = this.#address();
    while (this.#machines.has(host));
    const port = 1024 + this.#random.integer(64_512);
    const machine = new Machine({ host, port }, this.#part());
    this.#machines.set(host, machine);
    return machine;
  }

  send(from: Machine, bytes: Uint8Array, to: Endpoint): void {
    from.bytesOut += bytes.length + HEADERS;
    const machine = this.#machines.get(to.host);
    if (machine?.endpoint.port !== to.port) return;
    if (this.#random.integer(1e6) < LOSS * 1e6) return;
    const latency = Math.ceil(from.latency + machine.latency);
    this.clock.at(this.clock.now() + latency, new Delivery(machine, bytes, from));
  }

  /** Any that a node may have. */
  #address(): string {
    const part = () => this.#random.integer(256);
    return `${20 + this.#random.integer(80)}.${part()}.${part()}.${part()}`;
  }

  /** Log-normal, as delays measured in the Internet are. */
  #part(): number {
    const [a, b] = [this.#random.integer(1e6), this.#random.integer(1e6)];
    const normal =
      Math.sqrt(-2 * Math.log((a + 1) / 1e6)) * Math.cos((2 * Math.PI * b) / 1e6);
    return USUAL_PART * Math.exp(SPREAD * normal);
  }
}

class Delivery implements Happening {
  readonly #to: Machine;
  readonly #bytes: Uint8Array;
  readonly #from: Machine;

  constructor(to: Machine, bytes: Uint8Array, from: Machine) {
    this.#to = to;
    this.#bytes = bytes;
    this.#from = from;
  }

  happen(): void {
    if (!this.#to.receive) return;
    this.#to.bytesIn += this.#bytes.length + HEADERS;
    this.#to.receive(this.#bytes, this.#from.endpoint);
  }
}
