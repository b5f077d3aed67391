import { expect, test } from '@jest/globals';
import { Slots } from '../../../src/tracker/slots.ts';

const SIGNAL = new AbortController().signal;

test('so many at once, the rest in the order they came', async () => {
  const slots = new Slots(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const all = [0, 1, 2, 3].map((which) =>
    slots.take(SIGNAL, () => {
      begun.push(which);
      return new Promise<void>((resolve) => ends.push(resolve));
    }),
  );
  expect(begun).toEqual([0, 1]);
  ends[1]!();
  await all[1];
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2]);
  for (const which of [0, 2]) ends[which]!();
  await all[2];
  ends[3]!();
  await Promise.all(all);
  expect(begun).toEqual([0, 1, 2, 3]);
});

test('one that fails makes room like any other', async () => {
  const slots = new Slots(1);
  await expect(slots.take(SIGNAL, () => Promise.reject('no'))).rejects.toBe('no');
  await expect(slots.take(SIGNAL, () => Promise.resolve('yes'))).resolves.toBe('yes');
});

test('who gives up while waiting takes no slot', async () => {
  const slots = new Slots(1);
  let end = () => {};
  const first = slots.take(
    SIGNAL,
    () =>
      new Promise<void>((resolve) => {
        end = resolve;
      }),
  );
  const aborter = new AbortController();
  const waiting = slots.take(aborter.signal, () => Promise.resolve());
  aborter.abort('enough');
  await expect(waiting).rejects.toBe('enough');
  end();
  await first;
  await expect(slots.take(SIGNAL, () => Promise.resolve('next'))).resolves.toBe('next');
});
