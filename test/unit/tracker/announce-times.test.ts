import { beforeEach, expect, test } from '@jest/globals';
import { TrackerError } from '../../../src/errors/tracker-error.ts';
import {
  A,
  AnnouncerScene,
  B,
  DOWN,
  type Fields,
  MINUTE,
  ok,
} from './announcer-scene.ts';

let scene: AnnouncerScene;

beforeEach(() => {
  scene = new AnnouncerScene();
});

test('says started once, then announces at the interval', async () => {
  scene.started([[A]]);
  expect(await scene.within(1)).toEqual(['a started']);
  expect(await scene.within(59_998)).toEqual([]);
  expect(await scene.within(60_001)).toEqual(['a', 'a']);
});

test('without any answer it waits 15 s, then twice as long, up to half an hour', async () => {
  scene.answers.a = DOWN;
  const one = scene.started([[A]]);
  await scene.clock.advance(0);
  expect(await scene.waits(10)).toEqual([
    15, 30, 60, 120, 240, 480, 960, 1800, 1800, 1800,
  ]);
  expect(one.error).toBe(DOWN);
  scene.answers.a = ok();
  await scene.clock.advance(1_800_000);
  expect(one.error).toBeUndefined();
});

test('each tracker waits by its own failures', async () => {
  scene.reach = 'every-tracker';
  scene.answers = { a: DOWN, b: ok({ interval: 40 }) };
  scene.started([[A], [B]]);
  await scene.clock.advance(1);
  expect(await scene.within(100_000)).toEqual(['a started', 'b', 'a started', 'b']);
});

test('who says when to come back is asked then (BEP 31)', async () => {
  scene.answers.a = { 'failure reason': 'full', 'retry in': 7 };
  scene.started([[A]]);
  await scene.clock.advance(1);
  expect(await scene.waits(2)).toEqual([420, 420]);
});

test('who says never is left alone, even by a person (BEP 31)', async () => {
  scene.answers.a = { 'failure reason': 'this is no tracker', 'retry in': 'never' };
  const one = scene.started([[A]]);
  await scene.clock.advance(1);
  one.announce();
  expect(await scene.within(86_400_000)).toEqual([]);
  expect(one.error?.message).toBe('this is no tracker');
});

test('a server that says when to come again only makes the wait longer', async () => {
  const busy = (retryIn: number) =>
    new TrackerError('http-status', 'HTTP 503', { retryIn });
  scene.answers.a = busy(1);
  scene.started([[A]]);
  await scene.clock.advance(1);
  expect(await scene.waits(2)).toEqual([15, 30]);
  scene.answers.a = busy(600);
  expect(await scene.waits(3)).toEqual([60, 600, 600]);
});

test('what cannot be asked is not asked again by itself', async () => {
  scene.answers.a = new TrackerError('unsupported-scheme', 'wss');
  scene.started([[A]]);
  await scene.clock.advance(1);
  expect(await scene.within(86_400_000)).toEqual([]);
});

test('an interval without end is a day', async () => {
  scene.answers.a = ok({ interval: 2n ** 63n });
  scene.started([[A]]);
  await scene.clock.advance(1);
  expect(await scene.waits(2, MINUTE)).toEqual([86_400, 86_400]);
});

test('an interval below the minimum interval gives way to it', async () => {
  scene.answers.a = ok({ interval: 60, 'min interval': 600 });
  scene.started([[A]]);
  await scene.clock.advance(1);
  expect(await scene.waits(2)).toEqual([600, 600]);
});

test('for want of peers it asks after the minimum interval, then ever more seldom', async () => {
  scene.answers.a = ok({ interval: 1800, 'min interval': 120 });
  scene.needy = true;
  scene.started([[A]]);
  await scene.clock.advance(0);
  expect(await scene.waits(6)).toEqual([120, 240, 480, 960, 1800, 120]);
});

test('while peers are there it asks at the interval only', async () => {
  scene.answers.a = ok({ interval: 1800, 'min interval': 120 });
  scene.started([[A]]);
  await scene.clock.advance(0);
  expect(await scene.waits(2)).toEqual([1800, 1800]);
});

test('it notices within a minute that peers have run out', async () => {
  scene.answers.a = ok({ interval: 1800, 'min interval': 120 });
  scene.started([[A]]);
  await scene.clock.advance(5 * MINUTE);
  scene.needy = true;
  expect(await scene.within(MINUTE)).toEqual(['a']);
});

test('a tracker without a minimum interval is not asked for more within 5 minutes', async () => {
  scene.answers.a = ok({ interval: 1800 });
  scene.needy = true;
  scene.started([[A]]);
  await scene.clock.advance(0);
  expect(await scene.waits(2)).toEqual([300, 600]);
});

test('a person has it asked again, not before its minimum interval', async () => {
  scene.answers.a = ok({ interval: 1800, 'min interval': 120 });
  const one = scene.started([[A]]);
  await scene.clock.advance(MINUTE);
  one.announce();
  expect(await scene.within(59_999)).toEqual([]);
  expect(await scene.within(1)).toEqual(['a']);
  await scene.clock.advance(10 * MINUTE);
  scene.asked.length = 0;
  one.announce();
  expect(scene.asked).toEqual([]);
  expect(await scene.within(1)).toEqual(['a']);
});

test.each([
  [{ interval: 600 }, 0],
  [{ interval: 600, 'min interval': 60 }, 60],
])('what it is told while we move it is told again (%j)', async (fields, seconds) => {
  let answer: (fields: Fields) => void = () => {};
  scene.answers.a = new Promise((resolve) => {
    answer = resolve;
  });
  const one = scene.started([[A]]);
  await scene.clock.advance(1000);
  one.moved();
  scene.answers.a = ok(fields);
  answer(ok(fields));
  await scene.clock.advance(0);
  expect(await scene.within(seconds * 1000)).toEqual(seconds === 0 ? [] : ['a']);
  expect(scene.requests).toHaveLength(2);
  expect(await scene.within(599_000)).toEqual([]);
});

test('a person has one asked again that failed, ten seconds later at the soonest', async () => {
  scene.answers.a = DOWN;
  const one = scene.started([[A]]);
  await scene.clock.advance(MINUTE);
  one.announce();
  one.announce();
  expect(await scene.within(1)).toEqual(['a started']);
  one.announce();
  expect(await scene.within(9998)).toEqual([]);
  expect(await scene.within(1)).toEqual(['a started']);
});
