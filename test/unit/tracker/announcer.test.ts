import { beforeEach, expect, test } from '@jest/globals';
import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import { encode } from '../../../src/bencode/encode.ts';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { TrackerError } from '../../../src/errors/tracker-error.ts';
import { Announcer } from '../../../src/tracker/announcer.ts';

type Answer = { readonly status: number; readonly body: Uint8Array } | TrackerError;

const [A, B, C] = ['http://a/announce', 'http://b/announce', 'http://c/announce'];
const DOWN = new TrackerError('unreachable', 'down');
const ok = (more = {}) => ({ status: 200, body: encode({ interval: 60, ...more }) });

let clock: MemoryClock;
/** "a started", "b" and so on, as asked. */
let asked: string[];
let queries: URLSearchParams[];
/** By the tracker's host. */
let answers: Record<string, Answer | Promise<Answer>>;
let found: Endpoint[];
let left: number;
let partialSeed: boolean;

beforeEach(() => {
  clock = new MemoryClock();
  asked = [];
  queries = [];
  answers = { a: ok(), b: ok(), c: ok() };
  found = [];
  left = 1000;
  partialSeed = false;
});

function announcer(...tiers: string[][]): Announcer {
  return new Announcer({
    clock,
    random: new MemoryRandom(1),
    http: async (address, signal) => {
      const url = new URL(address);
      queries.push(url.searchParams);
      asked.push([url.host, url.searchParams.get('event')].filter(Boolean).join(' '));
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(DOWN));
      });
      const answer = await Promise.race([answers[url.host]!, aborted]);
      if (answer instanceof TrackerError) throw answer;
      return answer;
    },
    tiers,
    infoHash: new Uint8Array(20),
    peerId: new Uint8Array(20),
    port: () => 6881,
    totals: () => ({ uploaded: 1, downloaded: 2, left }),
    partialSeed: () => partialSeed,
    found: (peers) => found.push(...peers),
  });
}

/** What is asked from now on, until nothing more is due within `ms`. */
async function askedWithin(ms: number): Promise<string[]> {
  asked.length = 0;
  await clock.advance(ms);
  return [...asked];
}

test('says started once, then announces at the interval', async () => {
  const one = announcer([A!]);
  one.start();
  expect(await askedWithin(0)).toEqual([]);
  expect(queries[0]!.get('event')).toBe('started');
  expect(await askedWithin(59_999)).toEqual([]);
  expect(await askedWithin(60_001)).toEqual(['a', 'a']);
});

test('asks the next tracker, then the next tier, until one answers', async () => {
  answers = { a: DOWN, b: DOWN, c: ok() };
  const one = announcer([A!], [B!], [C!]);
  one.start();
  await clock.advance(0);
  expect(asked).toEqual(['a started', 'b started', 'c started']);
  expect(one.error).toBeUndefined();
});

test('who answers moves to the front of its tier (BEP 12)', async () => {
  answers = { a: DOWN, b: ok(), c: DOWN };
  const one = announcer([A!, B!, C!]);
  one.start();
  await clock.advance(0);
  expect(asked.at(-1)).toBe('b started');
  expect(await askedWithin(60_000)).toEqual(['b']);
});

test('without any answer it waits 15 s, then twice as long, up to half an hour', async () => {
  answers = { a: DOWN };
  const one = announcer([A!]);
  one.start();
  const times: number[] = [];
  for (let round = 0; round < 10; round++) {
    const before = clock.now();
    while ((await askedWithin(1000)).length === 0);
    times.push((clock.now() - before) / 1000);
  }
  expect(times).toEqual([15, 30, 60, 120, 240, 480, 960, 1800, 1800, 1800]);
  expect(one.error).toBe(DOWN);
  answers.a = ok();
  await clock.advance(1_800_000);
  expect(one.error).toBeUndefined();
});

test.each<[string, Answer, string, string]>([
  [
    'a failure reason',
    { status: 200, body: encode({ 'failure reason': 'go away' }) },
    'refused-by-tracker',
    'go away',
  ],
  [
    'a failure reason with a status',
    { status: 403, body: encode({ 'failure reason': 'no' }) },
    'refused-by-tracker',
    'no',
  ],
  [
    'a page',
    { status: 200, body: new TextEncoder().encode('<html>') },
    'bad-answer',
    'bencode',
  ],
  ['nothing', { status: 200, body: new Uint8Array(0) }, 'bad-answer', ''],
  ['another status', { status: 500, body: new Uint8Array(0) }, 'http-status', '500'],
])('%s is an error that a person can see', async (_, answer, code, words) => {
  answers = { a: answer };
  const one = announcer([A!]);
  one.start();
  await clock.advance(0);
  expect(one.error?.code).toBe(code);
  expect(one.error?.message).toContain(words);
});

test('an address that is none is an error, too', async () => {
  const one = announcer(['nonsense']);
  one.start();
  await clock.advance(0);
  expect(one.error).toBeInstanceOf(TrackerError);
});

test('completed is said at once, and once', async () => {
  const one = announcer([A!]);
  one.start();
  await clock.advance(1000);
  left = 0;
  one.completed();
  expect(asked).toEqual(['a started', 'a completed']);
  expect(await askedWithin(180_000)).toEqual(['a', 'a', 'a']);
  expect(queries.map((query) => query.get('event'))).toEqual([
    'started',
    'completed',
    null,
    null,
    null,
  ]);
  expect(queries[1]!.get('left')).toBe('0');
});

test.each([['started'], [null]])(
  'completed while an announce (%j) is under way is said after it',
  async (event) => {
    const one = announcer([A!]);
    let release: (answer: Answer) => void = () => {};
    if (event === null) {
      one.start();
      await clock.advance(59_999);
    }
    answers.a = new Promise((resolve) => {
      release = resolve;
    });
    if (event === null) await clock.advance(1);
    else one.start();
    await clock.advance(5);
    one.completed();
    release(ok());
    await clock.advance(1);
    expect(queries.slice(-2).map((query) => query.get('event'))).toEqual([
      event,
      'completed',
    ]);
  },
);

test('a partial seed says paused each time between, and completed when it is whole', async () => {
  const one = announcer([A!]);
  one.start();
  await clock.advance(1000);
  partialSeed = true;
  expect(await askedWithin(120_000)).toEqual(['a paused', 'a paused']);
  partialSeed = false;
  one.completed();
  expect(asked.at(-1)).toBe('a completed');
  expect(await askedWithin(60_000)).toEqual(['a']);
});

test('stopped goes to whoever knows of us, with what the tracker called us', async () => {
  answers = { a: DOWN, b: ok({ 'tracker id': 'x y' }) };
  const one = announcer([A!], [B!]);
  one.start();
  await clock.advance(0);
  await one.stop();
  expect(asked).toEqual(['a started', 'b started', 'b stopped']);
  expect(queries[2]!.get('trackerid')).toBe('x y');
  expect(queries[2]!.get('numwant')).toBe('0');
  expect(await askedWithin(3_600_000)).toEqual([]);
});

test('after the end nothing is announced, not even completion', async () => {
  const one = announcer([A!]);
  one.start();
  await clock.advance(10);
  await one.stop();
  one.completed();
  expect(await askedWithin(3_600_000)).toEqual([]);
});

test('a farewell that gets no answer ends after three seconds', async () => {
  const one = announcer([A!]);
  one.start();
  await clock.advance(10);
  answers.a = new Promise(() => {});
  let ended = false;
  void one.stop().then(() => {
    ended = true;
  });
  await clock.advance(2999);
  expect(ended).toBe(false);
  await clock.advance(1);
  expect(ended).toBe(true);
});

test('one without trackers does nothing', async () => {
  const one = announcer();
  one.start();
  one.completed();
  await one.stop();
  expect(asked).toEqual([]);
});

test('hands on the peers that it is told', async () => {
  answers = { a: ok({ peers: Uint8Array.from([10, 0, 0, 7, 0x1a, 0xe1]) }) };
  announcer([A!]).start();
  await clock.advance(0);
  expect(found).toEqual([{ host: '10.0.0.7', port: 6881 }]);
});
