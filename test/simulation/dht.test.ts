import { testDht } from './dht/scenario.ts';

testDht(
  'a DHT of 150 nodes with dead and hostile ones finds who announced',
  {
    ...{ size: 150, growth: 30, settling: 60, measured: 60 },
    ...{ torrents: 20, lookups: 100, limit: 120_000 },
  },
  [1],
);
