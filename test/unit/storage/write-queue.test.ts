import { expect, test } from '@jest/globals';
import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import { WriteQueue } from '../../../src/storage/write-queue.ts';

const MIB = 1 << 20;

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
  const clock = new MemoryClock();
  const queue = new WriteQueue(target, clock);
  const ranges = () => writes.map(({ range }) => range);
  return { writes, ranges, clock, queue };
}

test('lets neighbours gather for a tenth of a second', async () => {
  const { ranges, clock, queue } = slowDisk();
  for (const offset of [20, 0, 70]) void queue.add(offset, new Uint8Array(10));
  await clock.advance(60);
  void queue.add(10, new Uint8Array(10));
  await clock.advance(39);
  expect(ranges()).toEqual([]);
  await clock.advance(1);
  expect(ranges()).toEqual(['0-30', '70-80']);
});

test('writes what is urgent at once', async () => {
  const { ranges, queue } = slowDisk();
  void queue.add(20, new Uint8Array(10), true);
  void queue.add(70, new Uint8Array(10));
  expect(ranges()).toEqual(['20-30']);
});

test('writes at once when 8 MiB wait, and no more than that in one go', async () => {
  const { ranges, queue } = slowDisk();
  for (const piece of [2, 1, 0]) void queue.add(piece * 3 * MIB, new Uint8Array(3 * MIB));
  expect(ranges()).toEqual([`${3 * MIB}-${9 * MIB}`]);
});

test('keeps four writes under way at most', async () => {
  const { writes, ranges, clock, queue } = slowDisk();
  for (const offset of [0, 20, 40, 60, 80]) void queue.add(offset, new Uint8Array(10));
  await clock.advance(1000);
  expect(ranges()).toEqual(['0-10', '20-30', '40-50', '60-70']);
  writes[2]!.done();
  await clock.advance(0);
  expect(ranges()[4]).toBe('80-90');
});

test('writes the pieces of a run apart when it fails, and tells each how that ended', async () => {
  const { writes, ranges, clock, queue } = slowDisk();
  const first = queue.add(0, new Uint8Array(5));
  const second = queue.add(5, new Uint8Array(5));
  await clock.advance(100);
  writes[0]!.fail(new Error('full'));
  await clock.advance(0);
  writes[1]!.done();
  await first;
  await clock.advance(0);
  writes[2]!.fail(new Error('still full'));
  await expect(second).rejects.toThrow('still full');
  expect(ranges()).toEqual(['0-10', '0-5', '5-10']);
});

test('waits for nothing once it is to hurry', async () => {
  const { ranges, queue } = slowDisk();
  void queue.add(0, new Uint8Array(5));
  expect(ranges()).toEqual([]);
  queue.hurry();
  void queue.add(50, new Uint8Array(5));
  expect(ranges()).toEqual(['0-5', '50-55']);
});
