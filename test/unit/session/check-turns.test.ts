import { expect, test } from '@jest/globals';
import { CheckTurns } from '../../../src/session/check-turns.ts';

/** Turns by rank: the first letter comes first. What began is in `begun`. */
function turns(most: number) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  let limit = most;
  const checks = new CheckTurns({ limit: () => limit, rank: (id) => id.charCodeAt(0) });
  const take = async (id: string, signal = new AbortController().signal) => {
    ends.set(id, await checks.take(id, signal));
    begun.push(id);
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const allow = (next: number) => {
    limit = next;
    checks.update();
  };
  return { begun, take, end: (id: string) => ends.get(id)!(), settled, allow };
}

test('one after another, by rank', async () => {
  const { begun, take, end, settled } = turns(1);
  for (const id of 'dcab') void take(id);
  await settled();
  expect(begun).toEqual(['d']);
  for (const id of 'dabc') {
    end(id);
    await settled();
  }
  expect(begun).toEqual(['d', 'a', 'b', 'c']);
});

test('a higher limit lets in more at once, none at all everyone', async () => {
  const { begun, take, settled, allow } = turns(1);
  for (const id of 'abcd') void take(id);
  allow(2);
  await settled();
  expect(begun).toEqual(['a', 'b']);
  allow(0);
  await settled();
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
});

test('who gives up waiting takes no turn', async () => {
  const { begun, take, end, settled } = turns(1);
  const aborter = new AbortController();
  void take('a');
  const gone = take('b', aborter.signal);
  void take('c');
  aborter.abort(new Error('paused'));
  await expect(gone).rejects.toThrow('paused');
  await expect(take('d', aborter.signal)).rejects.toThrow('paused');
  await settled();
  end('a');
  await settled();
  expect(begun).toEqual(['a', 'c']);
});
