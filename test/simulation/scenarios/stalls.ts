import { expect } from '@jest/globals';
import type { Machine } from '../../support/sim/machine.ts';
import type { Scenario } from '../instrument/scenario.ts';
import { KIB, MIB } from '../instrument/simulation.ts';
import { StallWatch } from '../instrument/stall-watch.ts';
import { startTarPit } from '../instrument/strangers.ts';

const LEECHERS = 12;
const TAR_PITS = 3;
/** Seconds. */
const STALL = 10;
const BETWEEN = 15;

/**
 * Lines of all kinds, peers that are asked and never answer, and now and then one that is
 * gone in the middle of it and soon back.
 */
export const stalls: Scenario = {
  name: 'nobody waits 10 s for what someone in reach has',
  torrent: { size: 32 * MIB },
  async run(simulation) {
    const { torrent, random, trace } = simulation;
    const machines: Machine[] = [];
    for (let count = 0; count < 2; count++) {
      machines.push(
        await simulation.join({ up: 600 * KIB, down: 2000 * KIB }, () => true),
      );
    }
    for (let count = 0; count < LEECHERS; count++) {
      machines.push(
        await simulation.join({
          up: (50 + random.integer(500)) * KIB,
          down: (500 + random.integer(3000)) * KIB,
          latency: 5 + random.integer(100),
          loss: count % 3 === 0 ? 0.005 : 0,
        }),
      );
    }
    const pits: string[] = [];
    for (let count = 0; count < TAR_PITS; count++) {
      pits.push((await startTarPit(simulation)).endpoint);
    }
    for (const machine of machines) await machine.meet(torrent.id, ...pits);

    const watch = new StallWatch(simulation);
    let nextLeave = simulation.now + BETWEEN * 1000;
    const look = async () => {
      watch.look(machines);
      if (simulation.now < nextLeave) return;
      nextLeave += BETWEEN * 1000;
      const machine = machines[2 + random.integer(LEECHERS)]!;
      trace.note(machine.address, 'is gone, and starts again');
      machine.crash();
      await simulation.restart(machine);
      await machine.meet(torrent.id, ...pits);
    };
    const done = () => machines.every((machine) => simulation.complete(machine));
    for (let second = 0; second < 900 && !done(); second++) {
      await simulation.pass(1);
      await look();
    }
    const { longest } = watch;
    if (longest) {
      const { machine, from, seconds } = longest;
      trace.note(machine.address, `waited longest, ${seconds} s from ${from}`);
    }
    expect(done()).toBe(true);
    expect(longest?.seconds ?? 0).toBeLessThan(STALL);
  },
};
