import { expect, test } from '@jest/globals';
import { FullGrownNode } from './dht/full-grown.ts';
import { memoryTaken } from './dht/memory.ts';
import { testDht } from './dht/scenario.ts';

const MINUTE = 60_000;

testDht(
  'a DHT of 150 nodes with dead and hostile ones finds who announced',
  {
    ...{ size: 150, growth: 30, settling: 60, measured: 300 },
    ...{ torrents: 20, lookups: 100, limit: 10 * MINUTE },
  },
  [1],
);

test(
  'a node of the DHT that holds all that it has room for takes less than 10 MB',
  async () => {
    const before = memoryTaken();
    const grown = new FullGrownNode();
    await grown.grow();
    expect(memoryTaken() - before).toBeLessThan(10e6);
    const { nodes, peers, items } = grown.holdings;
    expect(nodes).toBeGreaterThan(250);
    expect(peers).toBeGreaterThan(19_000);
    expect(items).toBe(1000);
  },
  5 * MINUTE,
);
