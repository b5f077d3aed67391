import type { Machine } from '../../support/sim/machine.ts';
import type { Simulation } from './simulation.ts';

/** Of one machine: how long it got nothing, though someone had what it lacks. */
export interface Stall {
  readonly machine: Machine;
  /** Seconds of virtual time at which it began, and that it took. */
  readonly from: number;
  readonly seconds: number;
}

/**
 * Finds the longest time that a machine which lacks something got no block, while someone it
 * can reach had a piece of it. To be looked at once a second.
 */
export class StallWatch {
  longest: Stall | undefined;
  readonly #simulation: Simulation;
  readonly #since = new Map<Machine, { got: number; at: number }>();

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  look(machines: Iterable<Machine>): void {
    const there = [...machines];
    const { now, torrent } = this.#simulation;
    for (const machine of there) {
      const got = machine.row(torrent.id).downloaded;
      const known = this.#since.get(machine);
      const waits = !this.#simulation.complete(machine) && this.#served(machine, there);
      if (!known || known.got !== got || !waits) {
        this.#since.set(machine, { got, at: now });
        continue;
      }
      const seconds = (now - known.at) / 1000;
      if (seconds > (this.longest?.seconds ?? 0)) {
        this.longest = { machine, from: known.at / 1000, seconds };
      }
    }
  }

  /** Whether someone has what it lacks, and is not parted from it. */
  #served(machine: Machine, there: readonly Machine[]): boolean {
    const { trace, world } = this.#simulation;
    const mine = trace.holdings.of(machine.address);
    return there.some((other) => {
      if (world.network.partitions.apart(machine.address, other.address)) return false;
      for (const piece of trace.holdings.of(other.address)) {
        if (!mine.has(piece)) return true;
      }
      return false;
    });
  }
}
