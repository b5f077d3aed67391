import { expect } from '@jest/globals';
import type { Settings } from '../../../src/api/settings.ts';
import type { Machine } from '../../support/sim/machine.ts';
import type { Scenario } from '../instrument/scenario.ts';
import { KIB, MIB } from '../instrument/simulation.ts';

const LINE = { up: 4000 * KIB, down: 4000 * KIB };
/** KiB a second. */
const LOWEST = 100;
const HIGHEST = 1000;
const MOST_OTHERS = 6;
/** Seconds until all has settled, and seconds to look at. */
const SETTLED = 20;
const SPAN = 10;

type Limited = 'downLimit' | 'upLimit';

/** One machine with a limit of any height, among a few that could give and take far more. */
function limited(which: Limited, name: string): Scenario {
  return {
    name,
    torrent: { size: 64 * MIB },
    async run(simulation) {
      const { random } = simulation;
      const limit = (LOWEST + random.integer(HIGHEST - LOWEST)) * KIB;
      const settings: Partial<Settings> = { [which]: limit };
      const all = () => true;
      const seeding = which === 'upLimit';
      const machine = await simulation.join(LINE, seeding ? all : undefined, {
        settings,
      });
      const others: Machine[] = [];
      const most = 1 + random.integer(MOST_OTHERS);
      while (others.length < most) {
        others.push(await simulation.join(LINE, seeding ? undefined : all));
      }
      const passed = () => {
        const { downloaded, uploaded } = machine.row(simulation.torrent.id);
        return seeding ? uploaded : downloaded;
      };
      await simulation.until('begun', () => passed() > 0, 60);
      await simulation.pass(SETTLED);
      for (let round = 0; round < 3; round++) {
        const before = passed();
        await simulation.pass(SPAN);
        const rate = (passed() - before) / SPAN;
        simulation.trace.note(
          machine.address,
          `${rate / limit} of its limit, with ${most} others`,
        );
        expect(rate / limit).toBeGreaterThan(0.95);
        expect(rate / limit).toBeLessThan(1.05);
      }
    },
  };
}

export const downLimit = limited(
  'downLimit',
  'a limit down holds within 5% over ten seconds',
);
export const upLimit = limited('upLimit', 'a limit up holds within 5% over ten seconds');
