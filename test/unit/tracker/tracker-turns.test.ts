import { beforeEach, expect, test } from '@jest/globals';
import { NetworkError } from '../../../src/errors/network-error.ts';
import { TrackerError } from '../../../src/errors/tracker-error.ts';
import { TrackerTurns } from '../../../src/tracker/tracker-turns.ts';

const NEVER = new AbortController().signal;
const LATE = new NetworkError('timed-out', 'late');

interface Request {
  readonly tracker: string;
  answer(): void;
  fail(error: Error): void;
}

let turns: TrackerTurns;
/** Under way, in the order that they began. */
let running: Request[];
/** "a", or "a: " and why not, in the order that they ended. */
let ended: string[];

beforeEach(() => {
  turns = new TrackerTurns();
  running = [];
  ended = [];
});

function ask(tracker: string, count = 1, signal = NEVER): void {
  for (let one = 0; one < count; one++) {
    const work = () =>
      new Promise<void>((resolve, reject) => {
        const over = () => running.splice(running.indexOf(request), 1);
        const request: Request = {
          tracker,
          answer: () => {
            over();
            resolve();
          },
          fail: (error) => {
            over();
            reject(error);
          },
        };
        running.push(request);
      });
    turns.take(tracker, signal, work).then(
      () => ended.push(tracker),
      (error) => ended.push(`${tracker}: ${error.message ?? error}`),
    );
  }
}

const under = (tracker: string) =>
  running.filter((request) => request.tracker === tracker);
const settled = () => new Promise((resolve) => setImmediate(resolve));

async function answer(tracker: string): Promise<void> {
  under(tracker)[0]!.answer();
  await settled();
}

async function fail(tracker: string, error: Error): Promise<void> {
  under(tracker)[0]!.fail(error);
  await settled();
}

test('of a tracker that has not answered yet three at once, then forty', async () => {
  ask('a', 50);
  await settled();
  expect(under('a')).toHaveLength(3);
  await answer('a');
  expect(under('a')).toHaveLength(40);
});

test('fifty at once, the rest in the order that they came', async () => {
  for (let one = 0; one < 20; one++) ask(`t${one}`, 3);
  await settled();
  expect(running).toHaveLength(50);
  expect(running.at(-1)!.tracker).toBe('t16');
  await answer('t0');
  expect(running).toHaveLength(50);
  expect(running.at(-1)!.tracker).toBe('t16');
  await answer('t1');
  expect(running.at(-1)!.tracker).toBe('t17');
});

test('many that keep silent do not hold up one that answers', async () => {
  for (let one = 0; one < 30; one++) ask(`dead${one}`, 100);
  ask('live', 5);
  await settled();
  for (let round = 0; round < 3; round++) {
    for (const request of [...running]) {
      if (request.tracker !== 'live') request.fail(LATE);
    }
    await settled();
  }
  expect(under('live')).toHaveLength(3);
});

test('who waits for one that kept silent fails with it, and comes again', async () => {
  ask('a', 8);
  await settled();
  await fail('a', LATE);
  expect(ended).toEqual(Array(6).fill('a: late'));
  ask('a', 5);
  await settled();
  // The two that were under way; then one at a time.
  expect(under('a')).toHaveLength(2);
  await fail('a', LATE);
  await fail('a', LATE);
  ask('a', 5);
  await settled();
  expect(under('a')).toHaveLength(1);
  await answer('a');
  expect(under('a')).toHaveLength(4);
});

test('one that answers meanwhile did not keep silent: a datagram was lost', async () => {
  ask('a', 8);
  await settled();
  under('a')[1]!.answer();
  await settled();
  await fail('a', LATE);
  expect(ended).toEqual(['a', 'a: late']);
  expect(under('a')).toHaveLength(6);
});

test.each([
  new TrackerError('refused-by-tracker', 'no'),
  new NetworkError('refused', 'no'),
])('one that says %p keeps not silent', async (error) => {
  ask('a', 8);
  await settled();
  await fail('a', error);
  expect(ended).toEqual(['a: no']);
  expect(under('a')).toHaveLength(7);
});

test('who gives up while waiting takes no turn, and leaves no listener', async () => {
  const aborter = new AbortController();
  ask('a', 3);
  ask('a', 2, aborter.signal);
  ask('a');
  await settled();
  aborter.abort('enough');
  await settled();
  expect(ended).toEqual(['a: enough', 'a: enough']);
  await answer('a');
  expect(under('a')).toHaveLength(3);
});

test('what nobody wants any more says nothing of its tracker', async () => {
  const aborter = new AbortController();
  ask('a', 3, aborter.signal);
  ask('a', 9);
  await settled();
  aborter.abort();
  for (let one = 0; one < 3; one++)
    await fail('a', new NetworkError('aborted', 'enough'));
  expect(under('a')).toHaveLength(3);
});
