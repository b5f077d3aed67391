import { expect, test } from '@jest/globals';
import { chooseFiles, isFilePattern } from '../../../background/cli/choose-files.ts';
import type { FileChoice } from '../../../background/cli/transfer-arguments.ts';

/** A pad file is between the second and the third. */
const files = [
  { index: 0, path: ['show', 'one.mkv'] },
  { index: 1, path: ['show', 'subs', 'one.srt'] },
  { index: 3, path: ['show', 'two.mkv'] },
  { index: 4, path: ['show', 'Notes.TXT'] },
];

function chosen(choice: Partial<FileChoice>) {
  const all = { files: [], skip: [], high: [], low: [], ...choice };
  return Object.fromEntries(chooseFiles(files, all));
}

test.each<[string, Partial<FileChoice>, Record<number, string>]>([
  ['nothing said', {}, {}],
  ['a number, from 1', { files: ['3'] }, { 0: 'skip', 1: 'skip', 4: 'skip' }],
  ['a range', { files: ['2-3'] }, { 0: 'skip', 4: 'skip' }],
  ['a range beyond the end', { skip: ['4-9'] }, { 4: 'skip' }],
  ['a name anywhere', { skip: ['*.srt'] }, { 1: 'skip' }],
  ['a name in any letter case', { low: ['*.txt'] }, { 4: 'low' }],
  ['a path', { skip: ['subs/*'] }, { 1: 'skip' }],
  ['a path with the name in front', { high: ['show/two.mkv'] }, { 3: 'high' }],
  ['several', { skip: ['1', '*.TXT'] }, { 0: 'skip', 4: 'skip' }],
  ['skip over high', { skip: ['1'], high: ['*.mkv'] }, { 0: 'skip', 3: 'high' }],
  [
    'high over low',
    { low: ['*'], high: ['1'] },
    { 0: 'high', 1: 'low', 3: 'low', 4: 'low' },
  ],
  [
    'no rank for what is left out',
    { files: ['1'], high: ['*.mkv'] },
    { 0: 'high', 1: 'skip', 3: 'skip', 4: 'skip' },
  ],
])('%s', (_, choice, expected) => {
  expect(chosen(choice)).toEqual(expected);
});

test.each([['5'], ['*.avi'], ['two']])('"%s" is of no file', (pattern) => {
  expect(() => chosen({ files: [pattern] })).toThrow(pattern);
});

test('numbers begin with 1, and ranges go up', () => {
  expect(['1', '2-2', '1-9', 'x', '-1', '1-', '*'].map(isFilePattern)).toEqual(
    new Array(7).fill(true),
  );
  expect(['', '0', '0-3', '5-2'].map(isFilePattern)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
