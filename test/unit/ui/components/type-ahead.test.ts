import { expect, test } from '@jest/globals';
import { TypeAhead } from '../../../../ui/components/type-ahead.ts';

const NAMES = ['Alpha', 'beta one', 'Beta two', 'gamma', 'Ärger'];

/** Where keys lead that are typed at those moments, in milliseconds, from the first row. */
function typed(...keys: readonly (readonly [key: string, at: number])[]) {
  const found = new TypeAhead();
  let row = 0;
  return keys.map(([key, timeStamp]) => {
    const held = { ctrlKey: false, metaKey: false, altKey: false };
    const next = found.next({ key, timeStamp, ...held }, NAMES, row);
    row = next ?? row;
    return next;
  });
}

test('goes to the next name that begins so, in whatever case', () => {
  expect(typed(['b', 0])).toEqual([1]);
  expect(typed(['G', 0])).toEqual([3]);
});

test('the same letter goes on to the next, and round', () => {
  expect(typed(['b', 0], ['b', 100], ['b', 200])).toEqual([1, 2, 1]);
});

test('letters that follow soon make a word, spaces too', () => {
  const word = [...'beta t'].map((key, at): [string, number] => [key, at * 100]);
  expect(typed(...word).at(-1)).toBe(2);
});

test('a letter after a while begins another word', () => {
  expect(typed(['b', 0], ['g', 2000])).toEqual([1, 3]);
});

test('stays where nothing begins so', () => {
  expect(typed(['x', 0])).toEqual([0]);
});

test.each([' ', '/', 'Enter', 'ArrowDown'])('%j alone types nothing', (key) => {
  expect(typed([key, 0])).toEqual([undefined]);
});

test('a key with Ctrl types nothing', () => {
  const held = { ctrlKey: true, metaKey: false, altKey: false };
  const key = { key: 'a', timeStamp: 0, ...held };
  expect(new TypeAhead().next(key, NAMES, 0)).toBeUndefined();
});
