import { expect, test } from '@jest/globals';
import type { DhtItem } from '../../../../src/dht/item-store.ts';
import { itemTarget } from '../../../../src/dht/items/item-target.ts';
import { immutableItem } from '../../../../src/dht/items/make-item.ts';
import { NewestItem } from '../../../../src/dht/items/newest-item.ts';
import type { Signatures } from '../../../../src/ports/signatures.ts';
import { CHECKS, version } from './sample.ts';

const SALT = Uint8Array.of(1);

/** As it comes in an answer, which tells no salt. */
function answer({ salt: _, ...item }: DhtItem): DhtItem {
  return item;
}

async function newestOf(...answers: DhtItem[]): Promise<(boolean | DhtItem)[]> {
  const target = await itemTarget(answers[0]!, CHECKS.hasher);
  const newest = new NewestItem(target, answers[0]!.salt, CHECKS);
  const verdicts: (boolean | DhtItem)[] = [];
  for (const item of answers) verdicts.push(await newest.add(answer(item)));
  return newest.item ? [...verdicts, newest.item] : verdicts;
}

test('the highest sequence number counts, in whatever order answers come', async () => {
  const [one, two, three] = [await version(1), await version(2), await version(3)];
  expect(await newestOf(one, three, two)).toEqual([true, true, true, three]);
  expect(await newestOf(three, two, one)).toEqual([true, true, true, three]);
  expect(await newestOf(three, three)).toEqual([true, true, three]);
});

test('a higher number without its signature does not count', async () => {
  const one = await version(1);
  const forged = { ...one, seq: 1000 };
  expect(await newestOf(one, forged)).toEqual([true, false, one]);
  expect(await newestOf(forged, one)).toEqual([false, true, one]);
});

test('the same number under another value, or of another key, must prove itself', async () => {
  const one = await version(1);
  const other = await version(1, 'other');
  const forged = { ...one, value: other.value };
  const foreign = { ...one, key: new Uint8Array(32), seq: 0 };
  const verdicts = [true, true, false, false, one];
  expect(await newestOf(one, other, forged, foreign)).toEqual(verdicts);
});

test('the salt that was looked for goes with the item', async () => {
  const one = await version(1, 'x', SALT);
  expect(await newestOf(one)).toEqual([true, one]);
});

test('an immutable item is the one of its hash', async () => {
  const item = immutableItem('x');
  const verdicts = [true, false, false, true, item];
  const answers = [item, immutableItem('y'), await version(1, 'x'), item];
  expect(await newestOf(...answers)).toEqual(verdicts);
});

test('what is kept is a copy, and not verified twice', async () => {
  let verified = 0;
  const signatures: Signatures = Object.assign(Object.create(CHECKS.signatures!), {
    verify: async () => ++verified > 0,
  });
  const one = await version(1);
  const target = await itemTarget(one, CHECKS.hasher);
  const newest = new NewestItem(target, undefined, { ...CHECKS, signatures });
  const received = { ...one, value: one.value.slice() };
  const first = newest.add(received);
  received.value.fill(0);
  await first;
  for (let node = 0; node < 5; node++) await newest.add(one);
  expect(newest.item).toEqual(one);
  expect(verified).toBe(1);
});

test('answers that are verified at the same time end at the newest', async () => {
  const waiting: (() => void)[] = [];
  const signatures: Signatures = Object.assign(Object.create(CHECKS.signatures!), {
    verify: () => new Promise((resolve) => waiting.push(() => resolve(true))),
  });
  const [one, two] = [await version(1), await version(2)];
  const target = await itemTarget(one, CHECKS.hasher);
  const newest = new NewestItem(target, undefined, { ...CHECKS, signatures });
  const verdicts = [newest.add(two), newest.add(one)];
  await new Promise(setImmediate);
  for (const done of waiting) done();
  expect(await Promise.all(verdicts)).toEqual([true, true]);
  expect(newest.item?.seq).toBe(2);
});
