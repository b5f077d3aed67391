import { expect } from '@jest/globals';
import type { Machine } from '../../support/sim/machine.ts';
import type { Scenario } from '../instrument/scenario.ts';
import { KIB, MIB } from '../instrument/simulation.ts';

const PEERS = 50;
const HOUR = 3600;
const HOME = { up: 250 * KIB, down: 5000 * KIB };
/** Seconds of a processor, for an hour of virtual time. */
const LIMIT = 60;

/** Fifty come one after another, take 16 MiB each, and all stay. */
export const hour: Scenario = {
  name: 'an hour of a swarm of 50 peers takes less than a minute of a processor',
  torrent: { size: 16 * MIB },
  async run(simulation) {
    const begun = process.cpuUsage();
    await simulation.join(HOME, () => true);
    const leechers: Machine[] = [];
    while (leechers.length < PEERS) {
      leechers.push(await simulation.join(HOME));
      await simulation.pass(HOUR / PEERS);
    }
    expect(simulation.now).toBeGreaterThanOrEqual(HOUR * 1000);
    const waiting = leechers.slice(0, -1).filter((one) => !simulation.complete(one));
    expect(waiting.map(({ address }) => address)).toEqual([]);
    const { user, system } = process.cpuUsage(begun);
    const taken = (user + system) / 1e6;
    simulation.trace.note('all', `${taken} s of a processor`);
    expect(taken).toBeLessThan(LIMIT);
  },
};
