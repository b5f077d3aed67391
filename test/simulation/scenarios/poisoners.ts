import { expect } from '@jest/globals';
import type { Scenario } from '../instrument/scenario.ts';
import { KIB, MIB } from '../instrument/simulation.ts';
import { startPoisoner } from '../instrument/strangers.ts';

const HONEST = 14;
const POISONERS = 6;
const HOME = { up: 500 * KIB, down: 2000 * KIB };

/** Six of twenty send wrong blocks: three all the time, three now and then. */
export const poisoners: Scenario = {
  name: 'a swarm with 30% poisoners completes, each who sent wrong data banned, nobody else',
  torrent: { size: 16 * MIB },
  async run(simulation) {
    const { world, torrent, trace } = simulation;
    const bad = await Promise.all(
      Array.from({ length: POISONERS }, (_, number) =>
        startPoisoner(simulation, HOME, number % 2 === 0 ? 1 : 10),
      ),
    );
    const honest = await Promise.all(
      Array.from({ length: HONEST }, (_, number) =>
        simulation.join(HOME, number === 0 ? () => true : undefined),
      ),
    );
    const endpoints = bad.map(({ endpoint }) => endpoint);
    for (const machine of honest) await machine.meet(torrent.id, ...endpoints);
    const done = () => honest.every((machine) => simulation.complete(machine));
    await simulation.until('complete', done, 600);
    await world.pass(1000);

    for (const machine of honest) {
      expect(await machine.differences(torrent)).toEqual([]);
      const banned = new Set(
        machine.alerts.flatMap((alert) =>
          alert.kind === 'peer-dropped' && alert.error.code === 'wrong-data'
            ? [alert.peer]
            : [],
        ),
      );
      const due = bad.filter(({ address }) => trace.blocks(address, machine.address) > 0);
      expect([machine.address, ...[...banned].sort()]).toEqual([
        machine.address,
        ...due.map(({ endpoint }) => endpoint).sort(),
      ]);
    }
  },
};
