import { beforeEach, expect, test } from '@jest/globals';
import { TrackerError } from '../../../src/errors/tracker-error.ts';
import type { Reach } from '../../../src/tracker/choose-trackers.ts';
import {
  A,
  AnnouncerScene,
  B,
  C,
  DOWN,
  type Fields,
  MINUTE,
  ok,
  SILENT,
} from './announcer-scene.ts';

let scene: AnnouncerScene;

beforeEach(() => {
  scene = new AnnouncerScene();
});

test('says started again until it is heard', async () => {
  scene.answers.a = DOWN;
  scene.started([[A]]);
  await scene.clock.advance(1);
  scene.answers.a = ok();
  expect(await scene.within(15_000)).toEqual(['a started']);
  expect(await scene.within(60_000)).toEqual(['a']);
});

test('asks the next tracker, then the next tier, until one answers', async () => {
  scene.answers = { a: DOWN, b: DOWN, c: ok() };
  const one = scene.started([[A], [B], [C]]);
  await scene.clock.advance(1);
  expect(scene.asked).toEqual(['a started', 'b started', 'c started']);
  expect(one.error).toBeUndefined();
});

test('a tier is shuffled, once', async () => {
  const urls = Array.from({ length: 20 }, (_, index) => `http://t${index}/announce`);
  for (const url of urls) scene.answers[new URL(url).host] = DOWN;
  scene.started([urls]);
  const order = (await scene.within(1)).map((said) => said.split(' ')[0]);
  expect(order).not.toEqual(urls.map((url) => new URL(url).host));
  expect(new Set(order).size).toBe(20);
  expect((await scene.within(15_000)).map((said) => said.split(' ')[0])).toEqual(order);
});

test('who answers moves to the front of its tier (BEP 12)', async () => {
  scene.answers = { a: DOWN, b: ok(), c: DOWN };
  scene.started([[A, B, C]]);
  await scene.clock.advance(1);
  expect(scene.asked.at(-1)).toBe('b started');
  expect(await scene.within(60 * MINUTE)).toEqual(Array(60).fill('b'));
});

test('a tier before the one that works is asked again in its own time, and preferred', async () => {
  scene.answers.a = DOWN;
  scene.started([[A], [B]]);
  expect(await scene.within(1)).toEqual(['a started', 'b started']);
  expect(await scene.within(15_000)).toEqual(['a started']);
  expect(await scene.within(30_000)).toEqual(['a started']);
  scene.answers.a = ok();
  expect(await scene.within(60_000)).toEqual(['b', 'a started']);
  expect(await scene.within(5 * MINUTE)).toEqual(Array(5).fill('a'));
});

test('who has not answered in 5 seconds has the next asked beside it', async () => {
  scene.answers.a = SILENT;
  scene.started([[A], [B], [C]]);
  expect(await scene.within(4999)).toEqual(['a started']);
  expect(await scene.within(1)).toEqual(['b started']);
  expect(await scene.within(10_000)).toEqual([]);
});

test('a private torrent asks one tracker at a time, whatever the reach (BEP 27)', async () => {
  scene.reach = 'every-tracker';
  let fail = (_: TrackerError) => {};
  scene.answers.a = new Promise<Fields>((_, reject) => {
    fail = reject;
  });
  scene.started([[A], [B], [C]], { isPrivate: true });
  expect(await scene.within(30_000)).toEqual(['a started']);
  fail(DOWN);
  expect(await scene.within(1)).toEqual(['b started']);
});

test.each<[Reach, string[]]>([
  ['first-tier', ['a started']],
  ['every-tier', ['a started', 'c started']],
  ['every-tracker', ['a started', 'b started', 'c started']],
])('with %s %j are asked', async (which, expected) => {
  scene.reach = which;
  scene.started([[A, B], [C]], {
    random: { integer: (bound) => bound - 1, bytes: () => new Uint8Array() },
  });
  expect(await scene.within(10_000)).toEqual(expected);
});

test('with every tier, one tracker that works in each is announced to', async () => {
  scene.reach = 'every-tier';
  scene.answers.a = DOWN;
  scene.started([[A, B], [C]]);
  await scene.clock.advance(1);
  expect((await scene.within(60_000)).filter((said) => !said.startsWith('a'))).toEqual([
    'b',
    'c',
  ]);
});

test('each family is a peer of its own to the tracker (BEP 7)', async () => {
  scene.families.a = ['ipv4', 'ipv6'];
  scene.answers['a ipv4'] = ok({ interval: 60, 'tracker id': 'four' });
  scene.answers['a ipv6'] = ok({ interval: 90, 'tracker id': 'six' });
  const one = scene.started([[A]]);
  expect(await scene.within(1)).toEqual(['a ipv4 started', 'a ipv6 started']);
  expect(scene.requests[0]!.key).toBe(scene.requests[1]!.key);
  expect(await scene.within(90_000)).toEqual(['a ipv4', 'a ipv6']);
  scene.asked.length = 0;
  await one.stop();
  expect(scene.asked).toEqual(['a ipv4 stopped', 'a ipv6 stopped']);
  const ids = scene.requests
    .slice(-2)
    .map((each) => new TextDecoder().decode(each.trackerId));
  expect(ids).toEqual(['four', 'six']);
});

test('a tracker that answers by one family works; the other is asked in its own time', async () => {
  scene.families.a = ['ipv4', 'ipv6'];
  scene.answers['a ipv6'] = DOWN;
  const one = scene.started([[A], [B]]);
  expect(await scene.within(1)).toEqual(['a ipv4 started', 'a ipv6 started']);
  expect(one.error).toBeUndefined();
  expect(await scene.within(15_000)).toEqual(['a ipv6 started']);
  expect(one.statuses.map(({ family, state }) => [family, state])).toEqual([
    ['ipv4', 'working'],
    ['ipv6', 'failing'],
    [undefined, 'idle'],
  ]);
});

test('a family that the name gains later is announced, one it loses is not', async () => {
  scene.families.a = ['ipv4'];
  scene.started([[A]]);
  await scene.clock.advance(1);
  scene.families.a = ['ipv6'];
  expect(await scene.within(60_000)).toEqual(['a ipv6 started']);
  expect(await scene.within(60_000)).toEqual(['a ipv6']);
});

test('when nobody knows its families, those that it had are asked as before', async () => {
  scene.families.a = ['ipv4', 'ipv6'];
  scene.started([[A]]);
  await scene.clock.advance(1000);
  delete scene.families.a;
  expect(await scene.within(60_000)).toEqual(['a ipv4', 'a ipv6']);
  scene.families.a = ['ipv4', 'ipv6'];
  expect(await scene.within(60_000)).toEqual(['a ipv4', 'a ipv6']);
});

test('a name that is not found is a failure like any other', async () => {
  scene.families.a = new TrackerError('name-not-found', 'no such name');
  const one = scene.started([[A]]);
  await scene.clock.advance(1);
  expect(one.error?.code).toBe('name-not-found');
  scene.families.a = ['ipv4'];
  expect(await scene.within(15_000)).toEqual(['a ipv4 started']);
});

test('what is left is counted only to be told: of a great many files that takes a while', async () => {
  let counted = 0;
  const totals = () => {
    counted++;
    return { uploaded: 1, downloaded: 2, left: 3 };
  };
  scene.answers.a = ok({ interval: 600 });
  scene.started([[A], [B]], { totals });
  await scene.clock.advance(30 * MINUTE);
  expect(scene.requests).toHaveLength(4);
  expect(counted).toBe(4);
});

test('one without trackers does nothing', async () => {
  const one = scene.started([]);
  one.completed();
  one.announce();
  await one.stop();
  expect(scene.asked).toEqual([]);
});

test('hands on the peers, and our own address as the tracker sees it (BEP 24)', async () => {
  scene.answers.a = ok({
    peers: Uint8Array.from([10, 0, 0, 7, 0x1a, 0xe1]),
    'external ip': Uint8Array.of(1, 2, 3, 4),
  });
  scene.started([[A]]);
  await scene.clock.advance(0);
  expect(scene.found).toEqual([{ host: '10.0.0.7', port: 6881 }]);
  expect(scene.seen).toEqual(['1.2.3.4 by a']);
});
