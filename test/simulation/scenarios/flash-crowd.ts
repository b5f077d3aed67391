import { expect } from '@jest/globals';
import { fluidBound } from '../instrument/fluid-bound.ts';
import type { Scenario } from '../instrument/scenario.ts';
import { KIB, MIB } from '../instrument/simulation.ts';

const LEECHERS = 50;
const SIZE = 32 * MIB;
const SEEDER = { up: 1000 * KIB, down: 1000 * KIB };
const HOME = { up: 250 * KIB, down: 5000 * KIB };

/** One seeder, and everyone else comes at once, with nothing. */
export const flashCrowd: Scenario = {
  name: 'a flash crowd of 50 is served within 1.3 times the fluid bound',
  torrent: { size: SIZE },
  async run(simulation) {
    const seeder = await simulation.join(SEEDER, () => true);
    const begun = simulation.now;
    const leechers = await Promise.all(
      Array.from({ length: LEECHERS }, () => simulation.join(HOME)),
    );
    const lines = leechers.map((leecher) => simulation.lineOf(leecher));
    const bound = fluidBound(SIZE, [simulation.lineOf(seeder)], lines);
    const done = () => leechers.every((leecher) => simulation.complete(leecher));
    await simulation.until('served', done, 10 * bound);
    const taken = (simulation.now - begun) / 1000;
    simulation.trace.note('all', `complete after ${taken} s, ${taken / bound} bounds`);
    expect(taken / bound).toBeLessThan(1.3);
  },
};
