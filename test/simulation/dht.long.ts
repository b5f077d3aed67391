import { testDht } from './dht/scenario.ts';
import { randomSeeds } from './instrument/scenario.ts';

const MINUTE = 60_000;

testDht(
  'a DHT of 10,000 nodes with dead and hostile ones finds who announced',
  {
    ...{ size: 10_000, growth: 300, settling: 240, measured: 300 },
    ...{ torrents: 200, lookups: 1000, limit: 150 * MINUTE },
  },
  [1],
);

testDht(
  'a DHT of 1,000 nodes with dead and hostile ones finds who announced',
  {
    ...{ size: 1000, growth: 120, settling: 600, measured: 600 },
    ...{ torrents: 100, lookups: 500, limit: 30 * MINUTE },
  },
  randomSeeds(3),
);
