import { expect, test } from '@jest/globals';
import { Choker } from '../../../src/choke/choker.ts';

const peer = (name: string, downRate: number, upRate = 0, interested = true) => ({
  name,
  downRate,
  upRate,
  interested,
});

const names = (unchoked: Set<{ name: string }>) => [...unchoked].map(({ name }) => name);

test('gives the regular slots to those who give most, and one to another', () => {
  const peers = [peer('slow', 1), peer('fast', 9), peer('fair', 5), peer('none', 0)];
  const choker = new Choker<(typeof peers)[number]>();
  const unchoked = choker.round(peers, { slots: 3, seeding: false }, () => 1);
  expect(names(unchoked)).toEqual(['fast', 'fair', 'none']);
});

test('goes by what they take when it seeds', () => {
  const peers = [peer('gives', 9, 1), peer('takes', 0, 9)];
  const choker = new Choker<(typeof peers)[number]>();
  const unchoked = choker.round(peers, { slots: 2, seeding: true }, () => 0);
  expect(names(unchoked)).toEqual(['takes', 'gives']);
});

test('has no slot for the uninterested', () => {
  const peers = [peer('done', 9, 9, false)];
  const choker = new Choker<(typeof peers)[number]>();
  expect(choker.round(peers, { slots: 4, seeding: false }, () => 0).size).toBe(0);
});

test('moves the optimistic slot on every third round', () => {
  const peers = [peer('best', 9), peer('a', 0), peer('b', 0)];
  const choker = new Choker<(typeof peers)[number]>();
  let turn = 0;
  const rounds = Array.from({ length: 6 }, () =>
    names(choker.round(peers, { slots: 2, seeding: false }, () => turn++ % 2)),
  );
  expect(rounds.map(([, optimistic]) => optimistic)).toEqual([
    'a',
    'a',
    'a',
    'b',
    'b',
    'b',
  ]);
});
