import { expect } from '@jest/globals';
import type { Scenario } from '../instrument/scenario.ts';
import { MIB } from '../instrument/simulation.ts';

/** 100 Mbit/s, and 100 ms to each other: 200 ms there and back. */
const RATE = 12_500_000;
const FAR = { up: RATE, down: RATE, latency: 50 };
/** Seconds until all has settled, and seconds to look at. */
const SETTLED = 10;
const SPAN = 10;

export const farPeer: Scenario = {
  name: 'one peer fills a path of 200 ms and 100 Mbit/s to 90%',
  torrent: { size: 320 * MIB, pieceLength: MIB },
  async run(simulation) {
    await simulation.join(FAR, () => true);
    const leecher = await simulation.join(FAR, undefined, { memoryBudget: 64 * MIB });
    const downloaded = () => leecher.row(simulation.torrent.id).downloaded;
    await simulation.until('begun', () => downloaded() > 0, 60);
    await simulation.pass(SETTLED);
    const before = downloaded();
    await simulation.pass(SPAN);
    const filled = (downloaded() - before) / SPAN / RATE;
    simulation.trace.note('all', `filled to ${filled}`);
    expect(simulation.complete(leecher)).toBe(false);
    expect(filled).toBeGreaterThan(0.9);
  },
};
