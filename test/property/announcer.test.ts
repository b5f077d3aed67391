import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MemoryClock } from '../../background/platform/memory/clock.ts';
import { MemoryRandom } from '../../background/platform/memory/random.ts';
import { type Encodable, encode } from '../../src/bencode/encode.ts';
import type { AddressFamily } from '../../src/bytes/compact-endpoints.ts';
import { TrackerError } from '../../src/errors/tracker-error.ts';
import { parseAnnounceResponse } from '../../src/protocol/tracker/announce-response.ts';
import { Announcer } from '../../src/tracker/announcer.ts';
import type { Reach } from '../../src/tracker/choose-trackers.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Seconds: what a tracker that did not mean us well might say. */
const seconds = fc.constantFrom<Encodable>(-5, 0, 1, 30, 600, 1800, 2n ** 63n, 'x');

const answer = fc.oneof(
  fc.record({ interval: seconds, 'min interval': seconds }, { requiredKeys: [] }),
  fc.record({ 'failure reason': fc.constant('no'), 'retry in': seconds }),
  fc.constantFrom('late', 'lost', 'silent'),
);

const step = fc.record({
  what: fc.constantFrom('pass', 'announce', 'completed', 'moved', 'needy', 'partial'),
  passed: fc.constantFrom(0, 1, 5000, MINUTE, 10 * MINUTE, HOUR),
  /** Of each tracker from then on, how its name is found, and what it says. */
  families: fc.subarray<AddressFamily | undefined>(['ipv4', 'ipv6', undefined]),
  answers: fc.tuple(answer, answer),
});

interface Asked {
  readonly at: number;
  readonly event: string | undefined;
  heard?: { readonly at: number; readonly minInterval: number };
}

test('whatever trackers say and persons want, each is asked in turn, and no faster than it wants', async () => {
  const reaches = fc.constantFrom<Reach>('first-tier', 'every-tier', 'every-tracker');
  const run = fc.asyncProperty(
    fc.array(step, { minLength: 5, maxLength: 25 }),
    reaches,
    fc.boolean(),
    async (steps, reach, isPrivate) => {
      const clock = new MemoryClock();
      const points = new Map<string, Asked[]>();
      let [current] = steps as [(typeof steps)[number]];
      const state = { needy: false, partial: false, left: 1000 };
      const one = new Announcer({
        clock,
        random: new MemoryRandom(1),
        tiers: [['http://a/announce'], ['http://b/announce']],
        isPrivate,
        reach: () => reach,
        infoHash: new Uint8Array(20),
        peerId: new Uint8Array(20),
        key: 1,
        port: () => 6881,
        totals: () => ({ uploaded: 1, downloaded: 2, left: state.left }),
        seed: () => state.left === 0,
        partialSeed: () => state.partial,
        room: () => 50,
        needsPeers: () => state.needy,
        found: () => {},
        heard: () => {},
        seenAs: () => {},
        isOurs: () => false,
        client: {
          families: async () => {
            const { families } = current;
            if (families.length > 0) return families;
            throw new TrackerError('name-not-found', 'no');
          },
          announce: async (url, family, { event }) => {
            const key = `${url} ${family}`;
            const asked: Asked = { at: clock.now(), event };
            points.set(key, [...(points.get(key) ?? []), asked]);
            const given = current.answers[url.includes('a/') ? 0 : 1];
            if (given === 'silent')
              await new Promise((go) => clock.timer(2 * MINUTE, () => go(0)));
            if (given === 'late')
              await new Promise((go) => clock.timer(4000, () => go(0)));
            if (typeof given === 'string') throw new TrackerError('timed-out', given);
            const read = parseAnnounceResponse(encode(given as Encodable));
            asked.heard = { at: clock.now(), minInterval: read.minInterval ?? 0 };
            return read;
          },
          scrape: async () => [],
        },
      });
      one.start();
      for (const each of steps) {
        current = each;
        if (each.what === 'announce') one.announce();
        if (each.what === 'moved') one.moved();
        if (each.what === 'needy') state.needy = !state.needy;
        if (each.what === 'partial') state.partial = !state.partial;
        if (each.what === 'completed') {
          state.left = 0;
          one.completed();
        }
        await clock.advance(each.passed);
      }
      const elapsed = clock.now();
      await Promise.all([one.stop(), clock.advance(5 * MINUTE)]);
      for (const all of points.values()) check(all, elapsed);
    },
  );
  await fc.assert(run, { numRuns: 300 });
}, 60_000);

/** What one tracker hears by one family. */
function check(all: readonly Asked[], elapsed: number): void {
  const said = all.filter(({ event }) => event !== 'stopped');
  const heard = said.filter((asked) => asked.heard);
  // A family that its name loses and gains again is a peer that comes anew.
  expect(heard[0]?.event ?? 'started').toBe('started');
  expect(heard.filter(({ event }) => event === 'completed').length).toBeLessThanOrEqual(
    1,
  );
  expect(said.length).toBeLessThanOrEqual(10 + elapsed / 10_000);
  for (const [index, next] of said.entries()) {
    const last = said[index - 1]?.heard;
    if (!last || next.event === 'completed' || next.event === 'started') continue;
    expect(next.at - last.at).toBeGreaterThanOrEqual(1000 * last.minInterval);
  }
}
