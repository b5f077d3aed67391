import { expect, test } from '@jest/globals';
import { FileTurns } from '../../../../background/platform/chrome-app/file-turns.ts';

/** Who has had a turn so far, by name, and what ends each. */
function line() {
  const turns = new FileTurns();
  const had: string[] = [];
  const ends = new Map<string, () => void>();
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    had,
    async come(name: string, use: 'read' | 'write', file = 'a') {
      void turns.take(file, use).then((end) => {
        had.push(name);
        ends.set(name, end);
      });
      await settled();
    },
    async end(name: string) {
      ends.get(name)!();
      await settled();
    },
  };
}

test('those of one use go together, those of the other after them', async () => {
  const { had, come, end } = line();
  for (const name of ['w1', 'w2']) await come(name, 'write');
  for (const name of ['r1', 'r2']) await come(name, 'read');
  expect(had).toEqual(['w1', 'w2']);
  await end('w1');
  expect(had).toEqual(['w1', 'w2']);
  await end('w2');
  expect(had).toEqual(['w1', 'w2', 'r1', 'r2']);
});

test('who comes later does not overtake who waits', async () => {
  const { had, come, end } = line();
  await come('w1', 'write');
  await come('r1', 'read');
  await come('w2', 'write');
  await come('r2', 'read');
  await end('w1');
  expect(had).toEqual(['w1', 'r1']);
  await end('r1');
  expect(had).toEqual(['w1', 'r1', 'w2']);
  await end('w2');
  expect(had).toEqual(['w1', 'r1', 'w2', 'r2']);
});

test('each file has turns of its own, and is free again after the last', async () => {
  const { had, come, end } = line();
  await come('w', 'write', 'a');
  await come('r', 'read', 'b');
  expect(had).toEqual(['w', 'r']);
  await end('w');
  await come('r again', 'read', 'a');
  expect(had).toEqual(['w', 'r', 'r again']);
});
