import type { Scenario } from '../instrument/scenario.ts';
import { KIB, MIB } from '../instrument/simulation.ts';

const HOME = { up: 200 * KIB, down: 2000 * KIB };
/** Seconds: longer than a connection stands silence. */
const APART = 240;
const HEALED = 240;

/** Half of the swarm, without the seeder, is cut off from the rest for four minutes. */
export const partition: Scenario = {
  name: 'a swarm that was parted completes soon after it is healed',
  torrent: { size: 16 * MIB },
  async run(simulation) {
    const { network } = simulation.world;
    const seeder = await simulation.join(HOME, () => true);
    const leechers = await Promise.all(
      Array.from({ length: 12 }, () => simulation.join(HOME)),
    );
    await simulation.pass(15);
    const addresses = leechers.map(({ address }) => address);
    const here = [seeder.address, ...addresses.slice(0, 6)];
    const parting = network.partitions.part(here, addresses.slice(6));
    simulation.trace.note('all', 'parted');
    await simulation.pass(APART);
    parting.heal();
    simulation.trace.note('all', 'healed');
    const done = () => leechers.every((leecher) => simulation.complete(leecher));
    await simulation.until('complete', done, HEALED);
  },
};
