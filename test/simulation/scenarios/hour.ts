import { expect } from '@jest/globals';
import type { Machine } from '../../support/sim/machine.ts';
import type { Scenario } from '../instrument/scenario.ts';
import { KIB, MIB } from '../instrument/simulation.ts';

const PEERS = 50;
const HOUR = 3600;
const HOME = { up: 250 * KIB, down: 5000 * KIB };
/** Milliseconds of real time, for an hour of virtual time. */
const LIMIT = 60_000;

/** Fifty come one after another, take 16 MiB each, and all stay. */
export const hour: Scenario = {
  name: 'an hour of a swarm of 50 peers is simulated within a minute',
  torrent: { size: 16 * MIB },
  async run(simulation) {
    const begun = performance.now();
    await simulation.join(HOME, () => true);
    const leechers: Machine[] = [];
    while (leechers.length < PEERS) {
      leechers.push(await simulation.join(HOME));
      await simulation.pass(HOUR / PEERS);
    }
    expect(simulation.now).toBeGreaterThanOrEqual(HOUR * 1000);
    const waiting = leechers.slice(0, -1).filter((one) => !simulation.complete(one));
    expect(waiting.map(({ address }) => address)).toEqual([]);
    const taken = performance.now() - begun;
    simulation.trace.note('all', `${taken} ms of real time`);
    expect(taken).toBeLessThan(LIMIT);
  },
};
