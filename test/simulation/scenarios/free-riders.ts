import { expect } from '@jest/globals';
import type { Machine } from '../../support/sim/machine.ts';
import { neverUnchoke } from '../instrument/never-unchoke.ts';
import type { Scenario } from '../instrument/scenario.ts';
import { KIB, MIB } from '../instrument/simulation.ts';

const SHARERS = 20;
const RIDERS = 5;
const HOME = { up: 200 * KIB, down: 3000 * KIB };
/** The pieces are soon there: what is scarce is what the sharers send. */
const SEEDER = { up: 1000 * KIB, down: 1000 * KIB };

/** Some take and never give; looked at when half of those who give are done. */
export const freeRiders: Scenario = {
  name: 'free riders get less than those who share',
  torrent: { size: 32 * MIB },
  async run(simulation) {
    await simulation.join(SEEDER, () => true);
    const sharers: Machine[] = [];
    for (let count = 0; count < SHARERS; count++)
      sharers.push(await simulation.join(HOME));
    const riders: Machine[] = [];
    for (let count = 0; count < RIDERS; count++) {
      riders.push(await simulation.join(HOME, undefined, { tamper: neverUnchoke }));
    }
    const half = () =>
      sharers.filter((machine) => simulation.complete(machine)).length >= SHARERS / 2;
    await simulation.until('half of them complete', half, 1200);

    const mean = (machines: Machine[]) =>
      machines.reduce((sum, machine) => sum + simulation.done(machine), 0) /
      machines.length;
    const share = mean(riders) / mean(sharers);
    simulation.trace.note('all', `free riders have ${share} of what sharers have`);
    for (const rider of riders) expect(rider.row(simulation.torrent.id).uploaded).toBe(0);
    expect(share).toBeLessThan(0.8);
  },
};
