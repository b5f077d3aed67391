import { beforeEach, expect, test } from '@jest/globals';
import { MemoryClock } from '../../../../background/platform/memory/clock.ts';
import { MemoryFolders } from '../../../../background/platform/memory/folders.ts';
import { PagePool } from '../../../../background/platform/memory/page-pool.ts';
import type { Folder } from '../../../../src/ports/folders.ts';

const PATH = ['a'];
const PAGE = 16_384;

let clock: MemoryClock;
let folders: MemoryFolders;
let folder: Folder;

beforeEach(async () => {
  clock = new MemoryClock();
  folders = new MemoryFolders(clock, new PagePool());
  folder = await folders.open(folders.embedded);
  await folder.allocate(PATH, 10 * PAGE);
});

/** Milliseconds that it takes. */
async function time(task: Promise<unknown>): Promise<number> {
  const begun = clock.now();
  let ended = 0;
  void task.then(() => {
    ended = clock.now();
  });
  await clock.advance(60_000);
  return ended - begun;
}

test('a slow disk takes time to seek, and for each byte', async () => {
  folders.disk.seek = 10;
  folders.disk.rate = 1000;
  const bytes = new Uint8Array(500);
  expect(await time(folder.write(PATH, 0, [bytes]))).toBe(510);
  expect(await time(folder.write(PATH, 500, [bytes]))).toBe(500);
  const both = [folder.read(PATH, 0, 100), folder.read(PATH, 300, 100)];
  expect(await time(Promise.all(both))).toBe(220);
});

test('a disk that goes bad spoils a bit of each write from then on', async () => {
  folders.disk.corruptAfter = 100;
  await folder.write(PATH, 0, [new Uint8Array(100)]);
  await folder.write(PATH, 100, [new Uint8Array(100)]);
  const bytes = await folder.read(PATH, 0, 200);
  expect(bytes.findIndex((byte) => byte !== 0)).toBe(150);
  expect(bytes.filter((byte) => byte !== 0).length).toBe(1);
});

test('a folder whose handles were lost fails until it is opened anew', async () => {
  await folder.write(PATH, 0, [Uint8Array.of(1)]);
  folders.loseHandles();
  await expect(folder.read(PATH, 0, 1)).rejects.toMatchObject({ code: 'io' });
  const again = await folders.open(folders.embedded);
  expect(await again.read(PATH, 0, 1)).toEqual(Uint8Array.of(1));
});

test('files that share their pages change each on its own', async () => {
  const page = new Uint8Array(PAGE).fill(7);
  await folder.write(PATH, 0, [page]);
  await folder.write(PATH, PAGE, [page]);
  await folder.write(PATH, 5, [Uint8Array.of(9)]);
  expect((await folder.read(PATH, 4, 3)).join()).toBe('7,9,7');
  expect((await folder.read(PATH, PAGE + 4, 3)).join()).toBe('7,7,7');
  expect(page[5]).toBe(7);
});
