import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { type Encodable, encode } from '../../../src/bencode/encode.ts';
import { concat } from '../../../src/bytes/concat.ts';
import { encodeLatin1, encodeUtf8 } from '../../../src/bytes/text.ts';
import { InputError } from '../../../src/errors/input-error.ts';
import { buildTorrent } from '../../../src/metainfo/build-torrent.ts';
import { infoHashes, torrentId } from '../../../src/metainfo/info-hash.ts';
import { parseTorrent } from '../../../src/metainfo/parse-torrent.ts';
import { nodeSha } from '../../support/node-sha.ts';
import { plainFile } from '../../support/plain-file.ts';

type Fields = Readonly<Record<string, Encodable | undefined>>;

/** A torrent of one file of 5 bytes, with what is to be otherwise. */
function torrent(info: Fields = {}, outer: Fields = {}): Uint8Array {
  return encode({
    info: {
      length: 5,
      name: 'file.bin',
      'piece length': 16384,
      pieces: new Uint8Array(20),
      ...info,
    },
    ...outer,
  });
}

/** One of several files, as many bytes as there are hashes for. */
function multi(files: readonly Encodable[]): Uint8Array {
  return torrent({ length: undefined, files });
}

const MIB = 1024 * 1024;
/** As short as a file can be: that many are within the limit for values. */
const EMPTY = { length: 0, path: ['a'] };

function ofMany(value: string, count: number): Uint8Array {
  return encodeUtf8(`d1:al${value.repeat(count)}ee`);
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

test('reads what the builder wrote: several files', async () => {
  const pieces = Uint8Array.from({ length: 40 }, (_, at) => at);
  const bytes = buildTorrent({
    name: 'set',
    pieceLength: 16384,
    files: [
      { path: ['a.bin'], length: 16384 },
      { path: ['sub', 'empty'], length: 0 },
      { path: ['sub', 'b.bin'], length: 3 },
    ],
    pieces,
    trackers: [['http://one/announce', 'http://two/announce'], ['udp://three:1']],
    webSeeds: ['http://seed/'],
    isPrivate: true,
    comment: 'für alle',
    createdBy: 'Rill',
    creationDate: 1_600_000_000_000,
  });
  const metainfo = parseTorrent(bytes);
  expect(metainfo).toMatchObject({
    infoBytes: expect.any(Uint8Array),
    name: 'set',
    pieceLength: 16384,
    pieceCount: 2,
    size: 16387,
    pieceHashes: pieces,
    files: [
      { path: ['set', 'a.bin'], length: 16384, offset: 0, kind: 'file' },
      { path: ['set', 'sub', 'empty'], length: 0, offset: 16384, kind: 'file' },
      { path: ['set', 'sub', 'b.bin'], length: 3, offset: 16384, kind: 'file' },
    ],
    isPrivate: true,
    trackers: [['http://one/announce', 'http://two/announce'], ['udp://three:1']],
    webSeeds: ['http://seed/'],
    comment: 'für alle',
    createdBy: 'Rill',
    creationDate: 1_600_000_000_000,
  });
  const text = Buffer.from(bytes).toString('latin1');
  const info = text.slice(text.indexOf('4:info') + 6, text.indexOf('8:url-list'));
  const expected = createHash('sha1').update(info, 'latin1').digest('hex');
  expect(torrentId(await infoHashes(metainfo, nodeSha))).toBe(expected);
});

test('reads what the builder wrote: a single file', () => {
  const pieces = new Uint8Array(20).fill(7);
  const files = [{ path: [], length: 9 }];
  const bytes = buildTorrent({ name: 'one', pieceLength: 16384, files, pieces });
  const metainfo = parseTorrent(bytes);
  expect(metainfo.files).toEqual([plainFile(['one'], 9, 0)]);
  expect(metainfo.trackers).toEqual([]);
  expect(metainfo.isPrivate).toBe(false);
  expect(metainfo.creationDate).toBeUndefined();
});

test('the info hash is taken over the bytes received, sorted or not', async () => {
  const info = encodeLatin1(
    `d4:name1:x6:pieces20:${'h'.repeat(20)}12:piece lengthi16384e6:lengthi5ee`,
  );
  const metainfo = parseTorrent(concat([encodeUtf8('d4:info'), info, encodeUtf8('e')]));
  expect(metainfo.infoBytes).toEqual(info);
  const expected = createHash('sha1').update(info).digest('hex');
  expect(torrentId(await infoHashes(metainfo, nodeSha))).toBe(expected);
});

test.each<[string, string, Uint8Array]>([
  ['an empty file', 'not-a-torrent', new Uint8Array(0)],
  ['a web page', 'not-a-torrent', encodeUtf8('<html></html>')],
  ['a number', 'not-a-torrent', encodeUtf8('i1e')],
  ['no info', 'not-a-torrent', encodeUtf8('de')],
  ['info of another type', 'not-a-torrent', encodeUtf8('d4:info1:xe')],
  ['one cut short', 'bad-bencode', torrent().subarray(0, -1)],
  ['nesting without end', 'too-deep', encodeUtf8(`d1:a${'l'.repeat(1000)}`)],
  ['129 MiB', 'torrent-too-large', new Uint8Array(129 * 1024 * 1024).fill(0x64)],
  ['no pieces', 'not-a-torrent', torrent({ pieces: undefined })],
  ['half a hash', 'not-a-torrent', torrent({ pieces: new Uint8Array(30) })],
  ['a hash too many', 'not-a-torrent', torrent({ pieces: new Uint8Array(40) })],
  ['no piece length', 'not-a-torrent', torrent({ 'piece length': undefined })],
  ['piece length 0', 'not-a-torrent', torrent({ 'piece length': 0 })],
  ['piece length -1', 'not-a-torrent', torrent({ 'piece length': -1 })],
  ['piece length 2^40', 'piece-too-long', torrent({ 'piece length': 2 ** 40 })],
  ['no name', 'not-a-torrent', torrent({ name: undefined })],
  ['no length', 'not-a-torrent', torrent({ length: undefined })],
  ['length -5', 'not-a-torrent', torrent({ length: -5 })],
  ['length 2^63', 'not-a-torrent', torrent({ length: 2n ** 63n })],
  ['nothing in it', 'unsupported-torrent', torrent({ length: 0, pieces: '' })],
  ['no files', 'not-a-torrent', multi([])],
  ['a file that is no dict', 'not-a-torrent', multi(['x'])],
  ['a file without a path', 'not-a-torrent', multi([{ length: 5 }])],
  ['an empty path', 'not-a-torrent', multi([{ length: 5, path: [] }])],
  ['a path of numbers', 'not-a-torrent', multi([{ length: 5, path: [1] }])],
  ['a negative file', 'not-a-torrent', multi([{ length: -5, path: ['a'] }])],
  [
    'a path of 257 elements',
    'path-too-deep',
    multi([{ length: 5, path: new Array(257).fill('a') }]),
  ],
  [
    'files beyond 2^53 together',
    'not-a-torrent',
    multi(new Array(2).fill({ length: Number.MAX_SAFE_INTEGER, path: ['a'] })),
  ],
])('refuses %s: %s', (_, expected, bytes) => {
  expect(code(bytes)).toBe(expected);
});

test.each<[string, string, () => Uint8Array]>([
  ['3,000,000 values', 'too-many-items', () => ofMany('i1e', 3_000_000)],
  ['300,001 files', 'too-many-files', () => multi(new Array(300_001).fill(EMPTY))],
  [
    '97 MiB of info',
    'info-too-large',
    () => torrent({ source: new Uint8Array(97 * MIB) }),
  ],
  ['4,194,305 pieces', 'too-many-pieces', () => torrent({ length: 2 ** 36 + 1 })],
])('refuses %s: %s', (_, expected, make) => {
  expect(code(make())).toBe(expected);
});

test('bytes after the end are forgiven', () => {
  expect(code(concat([torrent(), encodeUtf8('\r\n')]))).toBe('accepted');
});

test('fields of the wrong type that nobody needs count as absent', () => {
  const outer = {
    'creation date': '29.03.2018',
    comment: 5,
    'url-list': 1,
    announce: [],
  };
  const metainfo = parseTorrent(torrent({ private: 'yes' }, outer));
  expect(metainfo.creationDate).toBeUndefined();
  expect(metainfo.comment).toBeUndefined();
  expect(metainfo.webSeeds).toEqual([]);
  expect(metainfo.trackers).toEqual([]);
  expect(metainfo.isPrivate).toBe(false);
});

test('paths never leave the folder', () => {
  const files = [
    { length: 1, path: ['..', '..', 'etc', 'passwd'] },
    { length: 1, path: ['/etc/passwd'] },
    { length: 1, path: ['C:\\autoexec.bat'] },
    { length: 2, path: ['', '.', 'NUL'] },
  ];
  const bytes = torrent({ length: undefined, name: '../up', files });
  expect(parseTorrent(bytes).files.map((file) => file.path.join('/'))).toEqual([
    '.._up/_/_/etc/passwd',
    '.._up/_etc_passwd',
    '.._up/C__autoexec.bat',
    '.._up/_/_/_NUL',
  ]);
});

test('the UTF-8 names win, unless they are not UTF-8', () => {
  const latin = encodeLatin1('caf\u00e9');
  const named = torrent({ name: latin, 'name.utf-8': 'café!' });
  expect(parseTorrent(named).name).toBe('café!');
  expect(parseTorrent(torrent({ name: latin })).name).toBe('café');
  expect(parseTorrent(torrent({ name: 'a', 'name.utf-8': latin })).name).toBe('a');
  const file = { length: 5, path: ['plain'], 'path.utf-8': ['schön'] };
  expect(parseTorrent(multi([file])).files[0]!.path).toEqual(['file.bin', 'schön']);
  const broken = { ...file, 'path.utf-8': [latin] };
  expect(parseTorrent(multi([broken])).files[0]!.path).toEqual(['file.bin', 'plain']);
});

test('pad files are known, and no rival for a name (BEP 47)', () => {
  const pad = { length: 1, path: ['.pad', '1'], attr: 'p' };
  const files = [
    { length: 1, path: ['a'] },
    pad,
    { length: 2, path: ['.pad', '1'] },
    pad,
  ];
  expect(
    parseTorrent(multi(files)).files.map((file) => [
      file.path.at(-1),
      file.offset,
      file.kind,
    ]),
  ).toEqual([
    ['a', 0, 'file'],
    ['1', 1, 'pad'],
    ['1', 2, 'file'],
    ['1', 4, 'pad'],
  ]);
});

test('trackers come by tier, once each, and only those that can be used', () => {
  const list = [
    ['http://a/announce', 'ftp://b', 'http://a/announce', ''],
    ['not a url', 5],
    'udp://flat:80',
    [' https://c/x ', 'http://a/announce'],
  ];
  const outer = { announce: 'http://ignored/', 'announce-list': list };
  expect(parseTorrent(torrent({}, outer)).trackers).toEqual([
    ['http://a/announce'],
    ['udp://flat:80'],
    ['https://c/x'],
  ]);
});

test('without a usable list the one tracker counts (BEP 12)', () => {
  const outer = { announce: 'http://a/announce', 'announce-list': [[]] };
  expect(parseTorrent(torrent({}, outer)).trackers).toEqual([['http://a/announce']]);
});

test('web seeds come as one or as a list', () => {
  const one = torrent({}, { 'url-list': 'http://a/' });
  expect(parseTorrent(one).webSeeds).toEqual(['http://a/']);
  const list = torrent({}, { 'url-list': ['http://a/', 'ftp://b/', 'http://a/'] });
  expect(parseTorrent(list).webSeeds).toEqual(['http://a/']);
});

test('names and notes that are not UTF-8 are read in one encoding, the declared one first', () => {
  // "Кино" as Windows has it; in GBK, two rare characters.
  const kino = Uint8Array.of(0xca, 0xe8, 0xed, 0xee);
  const guessed = parseTorrent(torrent({ name: kino }, { comment: kino }));
  expect([guessed.name, guessed.comment]).toEqual(['Кино', 'Кино']);
  expect(guessed.warnings.map((warning) => warning.code)).toEqual(['guessed-encoding']);
  for (const outer of [{ encoding: 'GBK' }, { codepage: 936 }]) {
    const declared = parseTorrent(torrent({ name: kino }, { ...outer, comment: kino }));
    expect([declared.name, declared.comment]).toEqual(['疏眍', '疏眍']);
    expect(declared.warnings).toEqual([]);
  }
});

test('a name that stands alone in no encoding is read as the others of its torrent', () => {
  const [name, folder, file] = ['龙', '电影', '三国演义.rmvb'];
  const gbk = [
    Uint8Array.of(0xc1, 0xfa),
    Uint8Array.of(0xb5, 0xe7, 0xd3, 0xb0),
    Uint8Array.from(Buffer.from('c8fdb9fad1ddd2e52e726d7662', 'hex')),
  ];
  const files = [{ length: 5, path: [gbk[1]!, gbk[2]!] }];
  const read = parseTorrent(torrent({ name: gbk[0]!, length: undefined, files }));
  expect(read.files[0]!.path).toEqual([name, folder, file]);
});
