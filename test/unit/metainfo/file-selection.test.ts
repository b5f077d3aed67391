import { expect, test } from '@jest/globals';
import type { TorrentFile } from '../../../src/metainfo/file-layout.ts';
import { leftOut } from '../../../src/metainfo/file-selection.ts';

function files(...kinds: TorrentFile['kind'][]): TorrentFile[] {
  return kinds.map((kind, index) => ({
    path: [`${index}`],
    length: 1,
    offset: index,
    kind,
    executable: false,
    hidden: false,
    piecesRoot: undefined,
  }));
}

const four = files('file', 'pad', 'file', 'file');

test('leaves out what is not selected', () => {
  expect(leftOut([[2, 2]], four)).toEqual([0, 1, 3]);
  expect(
    leftOut(
      [
        [3, 3],
        [0, 1],
      ],
      four,
    ),
  ).toEqual([2]);
});

test('a run may go beyond the last file', () => {
  expect(leftOut([[2, 1_000_000]], four)).toEqual([0, 1]);
});

test('leaves nothing out when no file would be left', () => {
  expect(leftOut([], four)).toEqual([]);
  expect(leftOut([[4, 9]], four)).toEqual([]);
  expect(leftOut([[1, 1]], four)).toEqual([]);
});
