import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import { MemoryNetwork } from '../../../background/platform/memory/network.ts';
import { Machine, type StartOptions } from './machine.ts';

/** Milliseconds between two looks. */
const STEP = 10;

/** A network of machines within the test, on a clock that the test moves. */
export class World {
  readonly clock = new MemoryClock();
  readonly network = new MemoryNetwork(this.clock);
  readonly #machines = new Map<string, Machine>();

  /** The machine of that address, put into the world when it is first asked for. */
  machine(address: string): Machine {
    const known = this.#machines.get(address);
    if (known) return known;
    const machine = new Machine(this, address, this.#machines.size + 1);
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
      await this.clock.advance(STEP);
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
