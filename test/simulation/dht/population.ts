import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import { type Endpoint, formatEndpoint } from '../../../src/bytes/endpoint.ts';
import { EventClock } from './event-clock.ts';
import { HOSTILITIES, Hostile } from './hostile.ts';
import { Internet } from './internet.ts';
import { Participant } from './participant.ts';

/**
 * Nodes that others begin with, eight each; they are there from beginning to end. They limit
 * what they answer as all do, so a thousandth of all would not be enough.
 */
const LEAST_ROUTERS = 8;
const ROUTERS = 0.005;
/** One in so many is hostile. */
const HOSTILE = 20;
/** Milliseconds for which a node is there, on average; some are for minutes, some for hours. */
const LIFETIME = 60 * 60_000;
/** Milliseconds from one announce of a node's torrent to the next. */
const ANNOUNCE = 15 * 60_000;
/** Torrents for each node; so a swarm has twenty peers. */
const TORRENTS = 0.05;

/** All nodes of a DHT: they come, use it, and go. */
export class Population {
  readonly clock = new EventClock();
  readonly random: MemoryRandom;
  readonly #internet: Internet;
  readonly #routers: Participant[] = [];
  readonly #hostile: Hostile[] = [];
  readonly #ordinary: Participant[] = [];
  readonly #there = new Set<string>();
  readonly #torrents: readonly Uint8Array[];
  readonly #mostRouters: number;

  constructor(seed: number, size: number) {
    this.random = new MemoryRandom(seed);
    this.#mostRouters = Math.max(LEAST_ROUTERS, Math.round(size * ROUTERS));
    this.#internet = new Internet(this.clock, new MemoryRandom(seed + 1));
    const torrents = Math.ceil(size * TORRENTS);
    this.#torrents = Array.from({ length: torrents }, () => this.random.bytes(20));
  }

  /** The honest ones, routers aside, that are there. */
  get ordinary(): readonly Participant[] {
    return this.#ordinary;
  }

  /** All that are there and honest. */
  get honest(): readonly Participant[] {
    return [...this.#routers, ...this.#ordinary];
  }

  get size(): number {
    return this.#routers.length + this.#ordinary.length + this.#hostile.length;
  }

  /** Whether whoever is at that endpoint, "host:port", is there. */
  isThere(endpoint: string): boolean {
    return this.#there.has(endpoint);
  }

  /** Lets so many come within that time, one in twenty of them hostile. */
  async grow(count: number, seconds: number): Promise<void> {
    for (let at = 0; at < count; at++) {
      this.#come();
      if ((at + 1) % 10 === 0) await this.pass((10 * seconds) / count);
    }
  }

  /** From now on nodes go, and as many others come, to the end. */
  beginTurnover(): void {
    this.#scheduleTurnover();
  }

  /** Some die at once, honest and hostile ones alike; routers do not. */
  die(count: number): void {
    for (let at = 0; at < count; at++) this.#go();
  }

  pass(seconds: number): Promise<void> {
    return this.clock.advance(Math.round(1000 * seconds));
  }

  /** One of the ordinary nodes that are there. */
  any(): Participant {
    return this.#ordinary[this.random.integer(this.#ordinary.length)]!;
  }

  #come(): void {
    const participant = new Participant(this.#internet, this.random, this.#someRouters());
    this.#there.add(formatEndpoint(participant.machine.endpoint));
    if (this.#routers.length < this.#mostRouters) this.#routers.push(participant);
    else if (this.random.integer(HOSTILE) === 0) this.#turn(participant);
    else {
      this.#ordinary.push(participant);
      this.#use(participant);
    }
  }

  #someRouters(): Endpoint[] {
    if (this.#routers.length === 0) return [];
    return Array.from({ length: LEAST_ROUTERS }, () => {
      return this.#routers[this.random.integer(this.#routers.length)]!.machine.endpoint;
    });
  }

  /** Makes a hostile one of it. */
  #turn(participant: Participant): void {
    const hostility = HOSTILITIES[this.random.integer(HOSTILITIES.length)]!;
    const { random } = this;
    const hostile = new Hostile(
      ...([participant, hostility, this.#internet, random, this.#hostile] as const),
    );
    this.#hostile.push(hostile);
    if (hostility === 'flood') hostile.flood(() => this.any().machine);
  }

  /** It announces its torrent, a few minutes after it came, and again and again. */
  #use(participant: Participant): void {
    const torrent = this.#torrents[this.random.integer(this.#torrents.length)]!;
    const announce = () => {
      if (!participant.isAlive) return;
      void participant.announce(torrent);
      this.clock.timer(ANNOUNCE, announce);
    };
    this.clock.timer(this.random.integer(ANNOUNCE), announce);
  }

  /** One dies, honest or hostile. */
  #go(): void {
    const all = this.#hostile.length + this.#ordinary.length;
    const at = this.random.integer(all) - this.#hostile.length;
    const gone =
      at < 0
        ? this.#hostile.splice(at, 1)[0]!.participant
        : this.#ordinary.splice(at, 1)[0]!;
    gone.die();
    this.#there.delete(formatEndpoint(gone.machine.endpoint));
  }

  #scheduleTurnover(): void {
    // Of n that live so long on average one dies every so many ms.
    const gap = LIFETIME / this.size;
    this.clock.timer(2 * gap * (this.random.integer(1000) / 1000), () => {
      this.#go();
      this.#come();
      this.#scheduleTurnover();
    });
  }
}
