import { beforeEach, expect, test } from '@jest/globals';
import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import { TrackerError } from '../../../src/errors/tracker-error.ts';
import { Scraper } from '../../../src/tracker/scraper.ts';
import type { ScrapeCounts } from '../../../src/tracker/tracker-client.ts';

const [A, B] = ['http://a/announce', 'http://b/announce'] as const;
const HALF_HOUR = 30 * 60_000;

let clock: MemoryClock;
let sharing: Uint8Array[];
/** The tracker's host, and how many it was asked for. */
let asked: string[];
let fails: boolean;

const hash = (number: number) =>
  new Uint8Array(20).fill(number, 0, 1).fill(number >> 8, 1, 2);
const countsOf = (seeds: number): ScrapeCounts => ({ seeds, leechers: 1, completed: 2 });

beforeEach(() => {
  clock = new MemoryClock();
  sharing = [hash(1), hash(2)];
  asked = [];
  fails = false;
});

function scraper(): Scraper {
  return new Scraper({
    clock,
    client: {
      scrape: async (url, hashes) => {
        asked.push(`${new URL(url).host} ${hashes.length}`);
        if (fails) throw new TrackerError('timed-out', 'late');
        return hashes.map(([first]) => (first === 2 ? undefined : countsOf(first!)));
      },
    },
    sharing: () => sharing,
  });
}

test('asks for all torrents of a tracker at once, when somebody looks', async () => {
  const one = scraper();
  expect(one.counts(A, hash(1))).toBeUndefined();
  await clock.advance(0);
  expect(one.counts(A, hash(1))).toEqual(countsOf(1));
  expect(one.counts(A, hash(2))).toBeUndefined();
  expect(asked).toEqual(['a 2']);
});

test('asks each tracker at most every half hour, and nobody while nobody looks', async () => {
  const one = scraper();
  for (let time = 0; time < HALF_HOUR; time += 1000) {
    one.counts(A, hash(1));
    one.counts(B, hash(1));
    await clock.advance(1000);
  }
  expect(asked).toEqual(['a 2', 'b 2']);
  await clock.advance(10 * HALF_HOUR);
  expect(asked).toHaveLength(2);
  expect(one.counts(A, hash(1))).toEqual(countsOf(1));
  await clock.advance(0);
  expect(asked).toEqual(['a 2', 'b 2', 'a 2']);
});

test('asks no sooner again for a failure, and keeps what was known', async () => {
  const one = scraper();
  one.counts(A, hash(1));
  await clock.advance(HALF_HOUR);
  fails = true;
  one.counts(A, hash(1));
  await clock.advance(HALF_HOUR - 1);
  expect(one.counts(A, hash(1))).toEqual(countsOf(1));
  expect(asked).toHaveLength(2);
});

test('asks for 50 in one request, for 500 in all', async () => {
  sharing = Array.from({ length: 1000 }, (_, number) => hash(number));
  scraper().counts(A, hash(1));
  await clock.advance(0);
  expect(asked).toEqual(Array(10).fill('a 50'));
});

test('once stopped it asks nobody', async () => {
  const one = scraper();
  one.stop();
  one.counts(A, hash(1));
  await clock.advance(0);
  expect(asked).toEqual([]);
});
