import { expect } from '@jest/globals';
import type { Settings } from '../../../src/api/settings.ts';
import type { Machine } from '../../support/sim/machine.ts';
import type { Scenario } from '../instrument/scenario.ts';
import { KIB, MIB } from '../instrument/simulation.ts';

const LINE = { up: 4000 * KIB, down: 4000 * KIB };
const LIMIT = 300 * KIB;
/** Seconds until all has settled, and seconds to look at. */
const SETTLED = 20;
const SPAN = 10;

type Limited = 'downLimit' | 'upLimit';

/** One machine with a limit, among others that could give and take far more. */
function limited(which: Limited, name: string): Scenario {
  return {
    name,
    torrent: { size: 64 * MIB },
    async run(simulation) {
      const settings: Partial<Settings> = { [which]: LIMIT };
      const all = () => true;
      const seeding = which === 'upLimit';
      const machine = await simulation.join(LINE, seeding ? all : undefined, {
        settings,
      });
      const others: Machine[] = [];
      for (let count = 0; count < 4; count++) {
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
        simulation.trace.note(machine.address, `${rate / LIMIT} of its limit`);
        expect(rate / LIMIT).toBeGreaterThan(0.95);
        expect(rate / LIMIT).toBeLessThan(1.05);
      }
    },
  };
}

export const downLimit = limited(
  'downLimit',
  'a limit down holds within 5% over ten seconds',
);
export const upLimit = limited('upLimit', 'a limit up holds within 5% over ten seconds');
