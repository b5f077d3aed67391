import { expect, test } from '@jest/globals';
import { InputError } from '../../../src/errors/input-error.ts';
import type { MetainfoWarningCode } from '../../../src/metainfo/metainfo.ts';
import { parseTorrent } from '../../../src/metainfo/parse-torrent.ts';
import { encodeLoose, type Loose, LooseDict, Raw } from '../../support/loose-bencode.ts';

type Fields = Readonly<Record<string, Loose | undefined>>;

const ROOT = new Uint8Array(32).fill(7);
const KEY = Buffer.from(ROOT).toString('latin1');
const PIECE = 16_384;

function leaf(length: number, more: Fields = {}): LooseDict {
  const root = length > 0 ? ROOT : undefined;
  const file = LooseDict.of({ length, 'pieces root': root, ...more });
  return new LooseDict([['', file]]);
}

/** A v2 torrent of one file of 5 bytes, with what is to be otherwise. */
function torrent(info: Fields = {}, outer: Fields = {}): Uint8Array {
  const fields = {
    'file tree': LooseDict.of({ file: leaf(5) }),
    'meta version': 2,
    name: 'file',
    'piece length': PIECE,
  };
  const dict = LooseDict.of({ ...fields, ...info });
  return encodeLoose(LooseDict.of({ info: dict, ...outer }));
}

function tree(fields: Readonly<Record<string, Loose>>): Fields {
  return { name: 'set', 'file tree': LooseDict.of(fields) };
}

/** The version 1 half of one file of 5 bytes. */
const HALF = { length: 5, pieces: new Uint8Array(20) };

function pad(length: number): LooseDict {
  return LooseDict.of({ attr: 'p', length, path: ['.pad', String(length)] });
}

function code(bytes: Uint8Array): string {
  try {
    parseTorrent(bytes);
  } catch (error) {
    if (error instanceof InputError) return error.code;
    throw error;
  }
  return 'accepted';
}

test('a file tree is read in its order, padded to pieces, and the last file, too', () => {
  const metainfo = parseTorrent(
    torrent(
      tree({
        a: leaf(PIECE + 1, { attr: 'x' }),
        b: leaf(0),
        c: new LooseDict([]),
        d: LooseDict.of({ e: leaf(PIECE), f: leaf(5, { attr: 'h' }) }),
      }),
    ),
  );
  expect(metainfo).toMatchObject({
    version: 'v2',
    name: 'set',
    pieceCount: 4,
    size: 4 * PIECE,
    contentSize: 2 * PIECE + 6,
    pieceHashes: undefined,
  });
  expect(
    metainfo.files.map(({ path, length, offset, kind }) => {
      return [path.join('/'), length, offset, kind];
    }),
  ).toEqual([
    ['set/a', PIECE + 1, 0, 'file'],
    [`set/.pad/${PIECE - 1}`, PIECE - 1, PIECE + 1, 'pad'],
    ['set/b', 0, 2 * PIECE, 'file'],
    ['set/d/e', PIECE, 2 * PIECE, 'file'],
    ['set/d/f', 5, 3 * PIECE, 'file'],
    [`set/.pad/${PIECE - 5}`, PIECE - 5, 3 * PIECE + 5, 'pad'],
  ]);
  expect(metainfo.files.map(({ executable }) => executable).indexOf(true)).toBe(0);
  expect(metainfo.files.map(({ hidden }) => hidden).indexOf(true)).toBe(4);
  expect(metainfo.files[0]!.piecesRoot).toEqual(ROOT);
  expect(metainfo.files[2]!.piecesRoot).toBeUndefined();
});

test('a tree of a single file has no folder around it, and its name counts', () => {
  const { name, files } = parseTorrent(torrent({ name: 'other' }));
  expect(name).toBe('file');
  expect(files[0]!.path).toEqual(['file']);
});

test('a hybrid is read by both halves, with or without a pad file at the end', () => {
  const single = parseTorrent(torrent(HALF));
  expect(single).toMatchObject({ version: 'hybrid', size: 5, pieceCount: 1 });
  expect(single.files.map(({ kind }) => kind)).toEqual(['file']);
  const both = { ...tree({ a: leaf(5), b: leaf(6) }), pieces: new Uint8Array(40) };
  const [a, b] = [
    LooseDict.of({ length: 5, path: ['a'] }),
    LooseDict.of({ length: 6, path: ['b'] }),
  ];
  const bare = parseTorrent(torrent({ ...both, files: [a, pad(PIECE - 5), b] }));
  expect(bare.size).toBe(PIECE + 6);
  const tail = parseTorrent(
    torrent({ ...both, files: [a, pad(PIECE - 5), b, pad(PIECE - 6)] }),
  );
  expect(tail.size).toBe(2 * PIECE);
  expect(tail.pieceHashes).toHaveLength(40);
});

test.each<[string, string, Uint8Array]>([
  ['version 3', 'unsupported-torrent', torrent({ 'meta version': 3 })],
  ['version 1 with a file tree', 'not-a-torrent', torrent({ 'meta version': 1 })],
  ['no file tree', 'not-a-torrent', torrent({ 'file tree': undefined })],
  ['no files', 'not-a-torrent', torrent(tree({}))],
  ['only empty files', 'unsupported-torrent', torrent(tree({ a: leaf(0) }))],
  ['pieces of 8 KiB', 'not-a-torrent', torrent({ 'piece length': 8192 })],
  ['pieces of 48 KiB', 'not-a-torrent', torrent({ 'piece length': 49_152 })],
  ['pieces of 2 GiB', 'piece-too-long', torrent({ 'piece length': 2 ** 31 })],
  ['too many pieces', 'too-many-pieces', torrent(tree({ a: leaf(2 ** 50) }))],
  [
    'no root',
    'not-a-torrent',
    torrent(tree({ a: leaf(5, { 'pieces root': undefined }) })),
  ],
  [
    'a root of zeros',
    'not-a-torrent',
    torrent(tree({ a: leaf(5, { 'pieces root': new Uint8Array(32) }) })),
  ],
  [
    'a root of 20 bytes',
    'not-a-torrent',
    torrent(tree({ a: leaf(5, { 'pieces root': new Uint8Array(20).fill(1) }) })),
  ],
  ['a listed pad file', 'not-a-torrent', torrent(tree({ a: leaf(5, { attr: 'p' }) }))],
  [
    'a file that is a folder, too',
    'not-a-torrent',
    torrent(tree({ a: LooseDict.of({ '': LooseDict.of({ length: 0 }), b: leaf(5) }) })),
  ],
  ['a file that is a number', 'not-a-torrent', torrent(tree({ a: 5, b: leaf(5) }))],
  [
    'keys out of order',
    'not-a-torrent',
    torrent({
      'file tree': new LooseDict([
        ['b', leaf(5)],
        ['a', leaf(5)],
      ]),
    }),
  ],
  ['a leading zero', 'not-a-torrent', torrent({ private: new Raw('i01e') })],
  ['hashes for other pieces', 'not-a-torrent', torrent({ pieces: new Uint8Array(40) })],
  ['halves of other lengths', 'halves-differ', torrent({ ...HALF, length: 6 })],
  ['halves of other names', 'halves-differ', torrent({ ...HALF, name: 'other' })],
  [
    'halves of which one has a file more',
    'halves-differ',
    torrent({
      ...HALF,
      files: ['file', 'b'].map((name) => LooseDict.of({ length: 5, path: [name] })),
    }),
  ],
])('refuses %s: %s', (_, expected, bytes) => {
  expect(code(bytes)).toBe(expected);
});

test('piece layers are kept of files longer than a piece, and may be missing', () => {
  const info = tree({ a: leaf(PIECE + 1) });
  const layer = new Uint8Array(64);
  const layers = new LooseDict([
    [KEY, layer],
    ['z'.repeat(32), layer],
  ]);
  const metainfo = parseTorrent(torrent(info, { 'piece layers': layers }));
  expect([...metainfo.pieceLayers]).toEqual([['07'.repeat(32), layer]]);
  expect(metainfo.warnings.map((warning) => warning.code)).toEqual([
    'piece-layers-left-out',
  ]);
  expect(parseTorrent(torrent(info)).pieceLayers.size).toBe(0);
});

test.each<[string, LooseDict]>([
  ['of another length', new LooseDict([[KEY, new Uint8Array(96)]])],
  ['of half a hash', new LooseDict([[KEY, new Uint8Array(48)]])],
  ['that is a number', new LooseDict([[KEY, 5]])],
  ['of a root too short', new LooseDict([['abc', new Uint8Array(64)]])],
])('refuses a piece layer %s', (_, layers) => {
  const info = tree({ a: leaf(PIECE + 1) });
  expect(code(torrent(info, { 'piece layers': layers }))).toBe('bad-piece-layers');
});

test('a symbolic link keeps its place, of no length; one that points nowhere is empty', () => {
  const { files, warnings } = parseTorrent(
    torrent(
      tree({
        a: leaf(5, { attr: 'l', 'symlink path': ['b'] }),
        b: leaf(5),
        c: leaf(5, { attr: 'l' }),
      }),
    ),
  );
  expect(files.map(({ kind, length }) => [kind, length])).toEqual([
    ['symlink', 0],
    ['file', 5],
    ['pad', PIECE - 5],
    ['file', 0],
  ]);
  expect(warnings.map((warning) => warning.code)).toEqual(['symlinks-left-out']);
});

test.each<[MetainfoWarningCode, Fields, Fields, string]>([
  ['not-canonical', {}, { comment: new Raw('01:x') }, ''],
  ['useless-addresses', {}, { announce: 'ftp://nobody' }, ''],
  ['trailing-bytes', {}, {}, 'more'],
  ['changed-names', tree({ 'a:b': leaf(5), c: leaf(5) }), {}, ''],
  ['guessed-encoding', tree({ 'caf\u00e9': leaf(5), c: leaf(5) }), {}, ''],
])('warns of %s', (expected, info, outer, tail) => {
  const bytes = Buffer.concat([torrent(info, outer), Buffer.from(tail)]);
  const { warnings } = parseTorrent(new Uint8Array(bytes));
  expect(warnings.map((warning) => warning.code)).toEqual([expected]);
});

test('nodes are kept that can be reached (BEP 5)', () => {
  const nodes = [
    ['router', 6881],
    ['1.2.3.4', 0],
    ['::1', 80],
    ['a b', 80],
    ['x'],
    'y',
    ['router', 6881],
  ];
  expect(parseTorrent(torrent({}, { nodes })).nodes).toEqual(['router:6881', '[::1]:80']);
});
