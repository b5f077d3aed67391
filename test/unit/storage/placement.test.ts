import { expect, test } from '@jest/globals';
import { placesOf } from '../../../src/storage/placement.ts';
import { plainFile } from '../../support/plain-file.ts';

const ID = 'ab'.repeat(20);
const paths = (files: Parameters<typeof placesOf>[0], ownFolder: boolean) =>
  placesOf(files, ownFolder, ID).map((path) => path.join('/'));

test('files lie under the name of the torrent, in its own folder without it', () => {
  const pad = { ...plainFile(['.pad', '5'], 5, 3), kind: 'pad' } as const;
  const link = { ...plainFile(['t', 'link'], 0, 8), kind: 'symlink' } as const;
  const files = [
    plainFile(['t', 'a'], 3, 0),
    pad,
    link,
    plainFile(['t', 'b', 'c'], 3, 8),
  ];
  expect(paths(files, false)).toEqual(['t/a', 't/b/c', `.${ID}.parts`]);
  expect(paths(files, true)).toEqual(['a', 'b/c', `.${ID}.parts`]);
});

test('a torrent of one file has no folder of its own', () => {
  expect(paths([plainFile(['a'], 3, 0)], true)).toEqual(['a', `.${ID}.parts`]);
});
