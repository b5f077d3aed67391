import { beforeEach, expect, test } from '@jest/globals';
import type { TrackerError } from '../../../src/errors/tracker-error.ts';
import {
  A,
  AnnouncerScene,
  B,
  DOWN,
  type Fields,
  LATE,
  MINUTE,
  ok,
  SILENT,
} from './announcer-scene.ts';

let scene: AnnouncerScene;

beforeEach(() => {
  scene = new AnnouncerScene();
});

test('completed is said at once, and once', async () => {
  const one = scene.started([[A]]);
  await scene.clock.advance(1000);
  scene.left = 0;
  one.completed();
  await scene.clock.advance(0);
  expect(scene.asked).toEqual(['a started', 'a completed']);
  expect(await scene.within(180_000)).toEqual(['a', 'a', 'a']);
  expect(scene.requests[1]!.left).toBe(0);
});

test('completed is said again until it is heard', async () => {
  const one = scene.started([[A]]);
  await scene.clock.advance(1000);
  scene.answers.a = LATE;
  one.completed();
  expect(await scene.within(1)).toEqual(['a completed']);
  scene.answers.a = ok();
  expect(await scene.within(75_000)).toEqual(['a completed', 'a']);
});

test('each family and each tracker in use hears of completion once', async () => {
  scene.reach = 'every-tier';
  scene.families.a = ['ipv4', 'ipv6'];
  const one = scene.started([[A], [B]]);
  await scene.clock.advance(1000);
  one.completed();
  expect(await scene.within(1)).toEqual([
    'a ipv4 completed',
    'a ipv6 completed',
    'b completed',
  ]);
  const again = await scene.within(60 * MINUTE);
  expect(again.filter((said) => said.includes('completed'))).toEqual([]);
});

test('who hears of us only when we are complete hears no completion', async () => {
  scene.answers.a = DOWN;
  const one = scene.started([[A]]);
  await scene.clock.advance(1);
  one.completed();
  scene.answers.a = ok();
  expect(await scene.within(75_000)).toEqual(['a started', 'a']);
});

test('who was just hearing of us when all was there, and did not, hears no completion', async () => {
  let fail: (error: TrackerError) => void = () => {};
  scene.answers.a = new Promise((_, reject) => {
    fail = reject;
  });
  const one = scene.started([[A]]);
  await scene.clock.advance(1);
  scene.left = 0;
  one.completed();
  fail(LATE);
  scene.answers.a = ok();
  expect(await scene.within(75_000)).toEqual(['a started', 'a']);
});

test('a piece that was lost and fetched again completes nothing', async () => {
  const one = scene.started([[A]]);
  await scene.clock.advance(1000);
  one.completed();
  await scene.clock.advance(1000);
  expect(scene.asked).toEqual(['a started', 'a completed']);
  one.completed();
  expect(await scene.within(60_000)).toEqual(['a']);
});

test('one that began with everything completes nothing', async () => {
  scene.left = 0;
  const one = scene.started([[A]]);
  await scene.clock.advance(1000);
  one.completed();
  expect(await scene.within(60_000)).toEqual(['a']);
});

test.each([['started'], [undefined]])(
  'completed while an announce (%j) is under way is said after it',
  async (event) => {
    const one = scene.announcer([[A]]);
    let release: (answer: Fields) => void = () => {};
    if (event === undefined) {
      one.start();
      await scene.clock.advance(59_999);
    }
    scene.answers.a = new Promise((resolve) => {
      release = resolve;
    });
    if (event === undefined) await scene.clock.advance(1);
    else one.start();
    await scene.clock.advance(5);
    one.completed();
    release(ok());
    await scene.clock.advance(1);
    expect(scene.requests.map(({ event }) => event).slice(-2)).toEqual([
      event,
      'completed',
    ]);
  },
);

test('a partial seed says paused each time between, and completed when it is whole', async () => {
  const one = scene.started([[A]]);
  await scene.clock.advance(1000);
  scene.partialSeed = true;
  expect(await scene.within(120_000)).toEqual(['a paused', 'a paused']);
  scene.partialSeed = false;
  one.completed();
  await scene.clock.advance(0);
  expect(scene.asked.at(-1)).toBe('a completed');
  expect(await scene.within(60_000)).toEqual(['a']);
});

test('stopped goes to whoever knows of us, with what the tracker called us', async () => {
  scene.answers = { a: DOWN, b: ok({ 'tracker id': 'x y' }) };
  const one = scene.started([[A], [B]]);
  await scene.clock.advance(1);
  await one.stop();
  expect(scene.asked).toEqual(['a started', 'b started', 'b stopped']);
  expect(new TextDecoder().decode(scene.requests[2]!.trackerId)).toBe('x y');
  expect(await scene.within(3_600_000)).toEqual([]);
});

test('stopped goes to whoever is just hearing of us, too', async () => {
  scene.answers.a = SILENT;
  const one = scene.started([[A]]);
  await scene.clock.advance(10);
  scene.answers.a = ok();
  await one.stop();
  expect(scene.asked).toEqual(['a started', 'a stopped']);
});

test.each([
  [100, 200],
  [20, 40],
  [0, 10],
  [-5, 10],
])(
  'with room for %i peers it asks for %i, and for none when it stops',
  async (free, wanted) => {
    scene.room = free;
    const one = scene.started([[A]]);
    await scene.clock.advance(1);
    await one.stop();
    expect(scene.requests.map(({ numWant }) => numWant)).toEqual([wanted, 0]);
  },
);

test('after the end nothing is announced, not even completion', async () => {
  const one = scene.started([[A]]);
  await scene.clock.advance(10);
  await one.stop();
  one.completed();
  one.announce();
  expect(await scene.within(3_600_000)).toEqual([]);
});

test('a farewell that gets no answer ends after three seconds', async () => {
  const one = scene.started([[A]]);
  await scene.clock.advance(10);
  scene.answers.a = SILENT;
  let ended = false;
  void one.stop().then(() => {
    ended = true;
  });
  await scene.clock.advance(2999);
  expect(ended).toBe(false);
  await scene.clock.advance(1);
  expect(ended).toBe(true);
});
