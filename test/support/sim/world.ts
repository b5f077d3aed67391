import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import { MemoryNetwork } from '../../../background/platform/memory/network.ts';
import type { PagePool } from '../../../background/platform/memory/page-pool.ts';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import type { Hasher } from '../../../src/ports/hasher.ts';
import { nodeSha } from '../node-sha.ts';
import { Machine, type StartOptions } from './machine.ts';

export interface WorldOptions {
  /**
   * Says which timer is first of those due at once, what the network loses, and what the
   * machines draw. Without, timers due at once fire as they were set.
   */
  readonly seed?: number;
  /** Milliseconds between two looks. */
  readonly step?: number;
  readonly hasher?: Hasher;
  /** Where all machines keep their files. */
  readonly pool?: PagePool;
}

/** Drawn from by a seed, apart from each other. */
const MACHINES = 1000;
const TIES = 1;
const LOSSES = 2;

/** A network of machines within the test, on a clock that the test moves. */
export class World {
  readonly clock: MemoryClock;
  readonly network: MemoryNetwork;
  readonly hasher: Hasher;
  readonly pool: PagePool | undefined;
  readonly #base: number;
  readonly #step: number;
  readonly #machines = new Map<string, Machine>();

  constructor({ seed, step = 10, hasher = nodeSha, pool }: WorldOptions = {}) {
    this.#base = (seed ?? 0) * MACHINES;
    const ties = seed === undefined ? undefined : new MemoryRandom(this.#base + TIES);
    this.clock = new MemoryClock(ties);
    this.network = new MemoryNetwork(this.clock, new MemoryRandom(this.#base + LOSSES));
    this.hasher = hasher;
    this.pool = pool;
    this.#step = step;
  }

  /** The machine of that address, put into the world when it is first asked for. */
  machine(address: string): Machine {
    const known = this.#machines.get(address);
    if (known) return known;
    const machine = new Machine(this, address, this.#base + this.#machines.size + 1);
    this.#machines.set(address, machine);
    return machine;
  }

  /** A machine with a session running on it. */
  start(address: string, options?: StartOptions): Promise<Machine> {
    return this.machine(address).start(options);
  }

  /** Lets time pass until the fact holds; throws when `limit` milliseconds did not do. */
  async until(what: string, fact: () => boolean, limit = 60_000): Promise<void> {
    const end = this.clock.now() + limit;
    while (!fact()) {
      if (this.clock.now() >= end) throw new Error(`${limit} ms passed, not ${what}`);
      await this.clock.advance(this.#step);
    }
  }

  pass(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  /** Lets time pass until the promise is settled, and answers it. */
  async settle<T>(promise: Promise<T>, limit = 60_000): Promise<T> {
    let settled = false;
    const watched = promise.finally(() => {
      settled = true;
    });
    watched.catch(() => {});
    await this.until('settled', () => settled, limit);
    return watched;
  }

  /** Until all of the torrent is verified there. */
  async complete(id: string, ...machines: Machine[]): Promise<void> {
    for (const machine of machines) {
      await this.until(
        `complete at ${machine.address}`,
        () => machine.row(id).status === 'seeding',
      );
    }
  }
}
