import { expect, test } from '@jest/globals';
import type { Folder } from '../../../src/ports/folders.ts';
import { copyFiles } from '../../../src/storage/copy-files.ts';

/** A folder of one file, which says it has `size` bytes and gives `given`. */
function source(size: number, given: number): Folder {
  return {
    stat: async () => ({ size, modified: 0 }),
    read: async () => new Uint8Array(given),
  } as unknown as Folder;
}

function target(log: string[]): Folder {
  return {
    stat: async () => undefined,
    allocate: async () => void log.push('allocate'),
    write: async () => void log.push('write'),
    remove: async () => void log.push('remove'),
  } as unknown as Folder;
}

function copy(from: Folder, log: string[]): Promise<void> {
  const { signal } = new AbortController();
  const paths = [[['a'], ['b', 'a']]] as const;
  return copyFiles({ from, to: target(log), paths, progress: () => {}, signal });
}

test('copies a file that stays as long as it was', async () => {
  const log: string[] = [];
  await copy(source(10, 10), log);
  expect(log).toEqual(['allocate', 'write']);
});

test('takes the copy away again when the source became shorter meanwhile', async () => {
  const log: string[] = [];
  await expect(copy(source(10, 4), log)).rejects.toMatchObject({ code: 'file-gone' });
  expect(log).toEqual(['allocate', 'remove']);
});
