import { expect, test } from '@jest/globals';
import { RillError } from '../../../src/errors/rill-error.ts';
import type { TorrentFile } from '../../../src/metainfo/file-layout.ts';
import { planRename } from '../../../src/storage/rename-plan.ts';

const PATHS = ['t/a.txt', 't/b/c.txt', 't/b/d/e.txt', 't/f.txt'];
const files = PATHS.map(
  (path, index) =>
    ({
      path: path.split('/'),
      kind: 'file',
      length: 1,
      offset: index,
    }) as unknown as TorrentFile,
);

/** What becomes of it, or why it cannot be. */
function renamed(path: string, name: string): unknown {
  try {
    const plan = planRename(files, path.split('/'), name);
    return Object.fromEntries([...plan].map(([index, to]) => [index, to.join('/')]));
  } catch (error) {
    if (error instanceof RillError) return error.code;
    throw error;
  }
}

test('a file gets another name where it is', () => {
  expect(renamed('t/b/c.txt', 'ä.md')).toEqual({ 1: 't/b/ä.md' });
  expect(renamed('t/a.txt', 'A.TXT')).toEqual({ 0: 't/A.TXT' });
});

test('a folder takes along all that is in it', () => {
  expect(renamed('t/b', 'x')).toEqual({ 1: 't/x/c.txt', 2: 't/x/d/e.txt' });
  expect(renamed('t', 'T')).toEqual({
    0: 'T/a.txt',
    1: 'T/b/c.txt',
    2: 'T/b/d/e.txt',
    3: 'T/f.txt',
  });
});

test('the same name changes nothing', () => {
  expect(renamed('t/b', 'b')).toEqual({});
});

test.each([
  ['t/a.txt', 'f.txt'],
  ['t/a.txt', 'F.TXT'],
  ['t/a.txt', 'B'],
  ['t/b', 'A.txt'],
  ['t/b/c.txt', 'd'],
])('%s cannot be %s: that is there already', (path, name) => {
  expect(renamed(path, name)).toBe('name-in-use');
});

test.each([
  '',
  '.',
  '..',
  'a/b',
  'a\\b',
  'con',
  'x.',
  'a\u202eb',
  'a:b',
  'x'.repeat(256),
])('no file is called %j', (name) => {
  expect(renamed('t/a.txt', name)).toBe('unusable-name');
});

test.each(['x', 't/b/x', 't/a.txt/x', 'T/a.txt', 't/b/c'])(
  'what is not there cannot be renamed: %s',
  (path) => {
    expect(renamed(path, 'y')).toBe('no-such-file');
  },
);
