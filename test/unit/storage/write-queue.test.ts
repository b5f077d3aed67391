import { expect, test } from '@jest/globals';
import { WriteQueue } from '../../../src/storage/write-queue.ts';

/** Writes wait until the test lets them through. */
function slowDisk() {
  const writes: { range: string; done: () => void; fail: (error: Error) => void }[] = [];
  const target = {
    write: (offset: number, chunks: readonly Uint8Array[]) =>
      new Promise<void>((done, fail) => {
        const end = chunks.reduce((sum, chunk) => sum + chunk.length, offset);
        writes.push({ range: `${offset}-${end}`, done, fail });
      }),
  };
  return { writes, queue: new WriteQueue(target) };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('writes at once while the disk is free', () => {
  const { writes, queue } = slowDisk();
  void queue.add(0, new Uint8Array(10));
  void queue.add(10, new Uint8Array(10));
  expect(writes.map(({ range }) => range)).toEqual(['0-10', '10-20']);
});

test('writes neighbours in one go when the disk is busy', async () => {
  const { writes, queue } = slowDisk();
  for (const offset of [1000, 2000, 3000, 4000])
    void queue.add(offset, new Uint8Array(1));
  for (const offset of [20, 0, 30, 10, 70]) void queue.add(offset, new Uint8Array(10));
  expect(writes).toHaveLength(4);
  writes[0]!.done();
  writes[1]!.done();
  await settle();
  expect(writes.slice(4).map(({ range }) => range)).toEqual(['0-40', '70-80']);
});

test('tells each piece of a run how its write ended', async () => {
  const { writes, queue } = slowDisk();
  for (const offset of [100, 200, 300, 400]) void queue.add(offset, new Uint8Array(1));
  const first = queue.add(0, new Uint8Array(5));
  const second = queue.add(5, new Uint8Array(5));
  writes[0]!.done();
  await settle();
  writes[4]!.fail(new Error('full'));
  await expect(first).rejects.toThrow('full');
  await expect(second).rejects.toThrow('full');
});

test('keeps one write within 8 MiB', async () => {
  const { writes, queue } = slowDisk();
  const piece = 4 << 20;
  for (const index of [100, 200, 300, 400])
    void queue.add(index * piece, new Uint8Array(1));
  for (const index of [2, 0, 1]) void queue.add(index * piece, new Uint8Array(piece));
  writes[0]!.done();
  writes[1]!.done();
  await settle();
  const lengths = writes.slice(4).map(({ range }) => {
    const [from, to] = range.split('-').map(Number);
    return to! - from!;
  });
  expect(lengths.sort((a, b) => a - b)).toEqual([piece, 2 * piece]);
});
