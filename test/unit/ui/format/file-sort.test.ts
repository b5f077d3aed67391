import { expect, test } from '@jest/globals';
import { fileSort } from '../../../../ui/format/file-sort.ts';

test.each([
  ['Film.MKV', 'video'],
  ['01 – Prélude.flac', 'audio'],
  ['cover.jpeg', 'pictures'],
  ['book.epub', 'documents'],
  ['readme', 'others'],
  ['.mp3', 'audio'],
  ['a.toString', 'others'],
  ['film.mkv.exe', 'others'],
  ['', 'others'],
])('%s is of the sort %s', (name, sort) => {
  expect(fileSort(['folder.mp4', name])).toBe(sort);
});
