import { expect, test } from '@jest/globals';
import type { FileDetails } from '../../../../src/api/snapshot.ts';
import {
  type FileNode,
  fileTree,
  matchingNodes,
  openNodes,
} from '../../../../ui/format/file-tree.ts';

const PATHS = [
  'T/b10.txt',
  'T/b2.txt',
  'T/Music/one.mp3',
  'T/Music/Art/cover.JPG',
  'T/a',
];

const files = PATHS.map(
  (path, index): FileDetails => ({
    index,
    path: path.split('/'),
    size: 10 ** index,
    offset: 0,
    priority: 'normal',
  }),
);
const tree = fileTree(files);
const shown = (nodes: readonly FileNode[]) =>
  nodes.map(({ level, name }) => `${'  '.repeat(level - 1)}${name}`);

test('folders come first, then files, by name and number', () => {
  expect(shown(openNodes(tree, () => false))).toEqual([
    'T',
    '  Music',
    '    Art',
    '      cover.JPG',
    '    one.mp3',
    '  a',
    '  b2.txt',
    '  b10.txt',
  ]);
});

test('a folder is as large as all files in it, however deep', () => {
  const music = tree[0]!.children[0]!;
  expect([music.name, music.size]).toEqual(['Music', 1100]);
  expect(music.files.map(({ index }) => index)).toEqual([3, 2]);
});

test('nothing below a closed folder is shown', () => {
  const closed = openNodes(tree, (key) => key === 'T/Music/');
  expect(shown(closed)).toEqual(['T', '  Music', '  a', '  b2.txt', '  b10.txt']);
});

test('a search finds words of the path in any case, and keeps the folders around', () => {
  const found = openNodes(matchingNodes(tree, ' jpg  music '), () => false);
  expect(shown(found)).toEqual(['T', '  Music', '    Art', '      cover.JPG']);
  expect(found[0]!.size).toBe(1000);
  expect(matchingNodes(tree, 'nothing')).toEqual([]);
  expect(matchingNodes(tree, '  ')).toEqual(tree);
});

test('files of the same name and folders called like files are told apart', () => {
  const same = ['x', 'x', '1/x', '1'].map(
    (path, index): FileDetails => ({ ...files[0]!, index, path: path.split('/') }),
  );
  const keys = openNodes(fileTree(same), () => false).map(({ key }) => key);
  expect(new Set(keys).size).toBe(5);
});
