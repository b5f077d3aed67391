import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { zipFolder } from '../../../background/packaging/zip.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rill-zip-'));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

async function folder(name: string, files: readonly [string, string][], date: Date) {
  for (const [path, text] of files) {
    const file = join(dir, name, path);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, text);
    await utimes(file, date, date);
  }
  return join(dir, name);
}

test('the same files give the same bytes, whenever and in whatever order they were written', async () => {
  const files: [string, string][] = [
    ['b/c.js', 'see'],
    ['a.txt', 'eh'],
  ];
  const one = await zipFolder(await folder('one', files, new Date(1e12)));
  const other = await zipFolder(await folder('other', files.reverse(), new Date(1.5e12)));
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
  const read = Object.entries(unzipSync(one)).map(([path, bytes]) => [
    path,
    strFromU8(bytes),
  ]);
  expect(read).toEqual([
    ['a.txt', 'eh'],
    ['b/c.js', 'see'],
  ]);
});
