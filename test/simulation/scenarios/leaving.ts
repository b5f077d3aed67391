import type { Machine } from '../../support/sim/machine.ts';
import type { Scenario } from '../instrument/scenario.ts';
import { KIB, MIB } from '../instrument/simulation.ts';

const LEECHERS = 20;
const STAYING = 6;
const HOME = { up: 300 * KIB, down: 2000 * KIB };

/**
 * The seeder, and whoever has 99%, leaves without a word as soon as the others have all the
 * pieces between them; a few stay.
 */
export const leaving: Scenario = {
  name: 'peers that leave at 99% do not strand the rest when the pieces exist',
  torrent: { size: 32 * MIB },
  async run(simulation) {
    const { torrent, trace } = simulation;
    const seeder = await simulation.join(HOME, () => true);
    const leechers = await Promise.all(
      Array.from({ length: LEECHERS }, () => simulation.join(HOME)),
    );
    const staying = leechers.slice(0, STAYING);
    const there = new Set<Machine>([seeder, ...leechers]);
    const spare = (machine: Machine) => {
      const pieces = new Set<number>();
      for (const other of there) {
        if (other === machine) continue;
        for (const piece of trace.holdings.of(other.address)) pieces.add(piece);
      }
      return pieces.size === torrent.pieceCount;
    };
    const leave = () => {
      for (const machine of there) {
        if (staying.includes(machine) || !spare(machine)) continue;
        if (simulation.done(machine) < 0.99 * torrent.content.length) continue;
        trace.note(machine.address, 'leaves');
        there.delete(machine);
        machine.crash();
      }
      return staying.every((machine) => simulation.complete(machine));
    };
    await simulation.until('complete', leave, 900);
  },
};
