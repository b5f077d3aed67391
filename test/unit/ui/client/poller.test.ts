import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Poller, type Sight } from '../../../../ui/client/poller.ts';

let hidden: boolean;
let changed: () => void;
let answers: (() => void)[];
let listening: boolean;
const sight: Sight = {
  isHidden: () => hidden,
  onChange: (listener) => {
    listening = true;
    changed = listener;
    return () => {
      listening = false;
    };
  },
};

const ask = () => new Promise<void>((resolve) => answers.push(resolve));
const answer = async (at: number) => {
  answers[at]?.();
  await jest.advanceTimersByTimeAsync(0);
};

beforeEach(() => {
  jest.useFakeTimers();
  hidden = false;
  answers = [];
});
afterEach(() => {
  jest.useRealTimers();
});

test('asks at once, and again some time after each answer', async () => {
  const poller = new Poller(ask, 100, sight);
  expect(answers).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(1000);
  expect(answers).toHaveLength(1);
  await answer(0);
  await jest.advanceTimersByTimeAsync(99);
  expect(answers).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(1);
  expect(answers).toHaveLength(2);
  poller.stop();
});

test('asks nothing while nobody can see it, and at once when somebody can', async () => {
  const poller = new Poller(ask, 100, sight);
  await answer(0);
  hidden = true;
  changed();
  await jest.advanceTimersByTimeAsync(1000);
  expect(answers).toHaveLength(1);
  hidden = false;
  changed();
  expect(answers).toHaveLength(2);
  poller.stop();
});

test('what is wanted now while it is being asked is asked once more', async () => {
  const poller = new Poller(ask, 100, sight);
  poller.now();
  poller.now();
  expect(answers).toHaveLength(1);
  await answer(0);
  expect(answers).toHaveLength(2);
  await answer(1);
  expect(answers).toHaveLength(2);
  poller.stop();
});

test('once stopped it asks no more, and listens no more', async () => {
  const poller = new Poller(ask, 100, sight);
  poller.stop();
  await answer(0);
  await jest.advanceTimersByTimeAsync(1000);
  expect([answers.length, listening]).toEqual([1, false]);
});
