import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inspect } from '../../../background/cli/inspect.ts';
import { type Encodable, encode } from '../../../src/bencode/encode.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { page } from './page.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rill-inspect-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function run(source: string, json = true) {
  const [out, err] = [page(), page()];
  const code = await inspect({ command: 'inspect', source, json }, out.out, err.out);
  return { code, out: out.text(), err: err.text() };
}

async function inspectFile(bytes: Uint8Array): Promise<unknown> {
  const path = join(dir, 'a.torrent');
  await writeFile(path, bytes);
  const { code, out } = await run(path);
  expect(code).toBe(0);
  return JSON.parse(out);
}

/** The paths listed, pad files marked. */
async function filesOf(bytes: Uint8Array): Promise<string[]> {
  const { files } = (await inspectFile(bytes)) as {
    files: { path: string; size: number; pad: boolean }[];
  };
  return files.map(({ path, size, pad }) => `${path} ${size}${pad ? ' pad' : ''}`);
}

const HASH = new Uint8Array(20);

test('all of a torrent file is told, with null for what it does not say', async () => {
  const torrent = memoryTorrent({ name: 'one', sizes: 100_000, trackers: ['http://t/'] });
  expect(await inspectFile(torrent.file)).toEqual({
    name: 'one',
    infoHashV1: torrent.id,
    infoHashV2: null,
    version: 'v1',
    private: false,
    pieceLength: 65536,
    pieceCount: 2,
    totalSize: 100_000,
    files: [{ path: 'one', size: 100_000, pad: false, executable: false }],
    trackers: [['http://t/']],
    webSeeds: [],
    nodes: [],
    comment: null,
    createdBy: null,
    creationDate: null,
    warnings: [],
  });
});

test('tiers, web seeds, notes and attributes are told as the torrent has them', async () => {
  const files: Encodable = [
    { attr: 'x', length: 7, path: ['run'] },
    { attr: 'p', length: 9, path: ['.pad', '9'] },
    { length: 3, path: ['b', 'c'] },
  ];
  const told = await inspectFile(
    encode({
      'announce-list': [['http://a/', 'udp://b:1'], ['http://c/']],
      comment: 'said',
      'created by': 'me',
      'creation date': 1234567890,
      info: { files, name: 'n', 'piece length': 16384, pieces: HASH, private: 1 },
      'url-list': 'http://w/',
    }),
  );
  expect(told).toMatchObject({
    private: true,
    totalSize: 10,
    files: [
      { path: 'n/run', size: 7, pad: false, executable: true },
      { path: 'n/.pad/9', size: 9, pad: true, executable: false },
      { path: 'n/b/c', size: 3, pad: false, executable: false },
    ],
    trackers: [['http://a/', 'udp://b:1'], ['http://c/']],
    webSeeds: ['http://w/'],
    comment: 'said',
    createdBy: 'me',
    creationDate: 1234567890,
  });
});

test('pad files are listed where the torrent lists them, not where v2 implies them', async () => {
  const sizes = { a: 70_000, b: 5 };
  const hybrid = memoryTorrent({ name: 't', sizes, version: 'hybrid' });
  const [a, pad, b] = await filesOf(hybrid.file);
  expect([a, pad, b]).toEqual([
    't/a 70000',
    expect.stringMatching(/ 61072 pad$/),
    't/b 5',
  ]);
  const v2 = memoryTorrent({ name: 't', sizes, version: 'v2' });
  expect(await filesOf(v2.file)).toEqual(['t/a 70000', 't/b 5']);
  expect(await inspectFile(v2.file)).toMatchObject({
    infoHashV1: null,
    infoHashV2: toHex(v2.hashes.v2!),
    version: 'v2',
    totalSize: 70_005,
  });
});

test('names in a guessed encoding are told, with a warning', async () => {
  const name = Uint8Array.from([0xd6, 0xd0, 0xb9, 0xfa]);
  const told = await inspectFile(
    encode({ info: { length: 1, name, 'piece length': 16384, pieces: HASH } }),
  );
  const warnings = expect.arrayContaining([
    expect.stringMatching(/^guessed-encoding: ./),
  ]);
  expect(told).toMatchObject({ name: '中国', files: [{ path: '中国' }], warnings });
});

test('a link has the same keys, null or empty where it does not say', async () => {
  const link = `magnet:?xt=urn:btih:${'ab'.repeat(20)}&xt=urn:btmh:1220${'cd'.repeat(32)}&tr=http://a/&tr=udp://b:1&ws=http://w/`;
  const { code, out } = await run(link);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    name: null,
    infoHashV1: 'ab'.repeat(20),
    infoHashV2: 'cd'.repeat(32),
    version: 'hybrid',
    private: null,
    pieceLength: null,
    pieceCount: null,
    totalSize: null,
    files: [],
    trackers: [['http://a/'], ['udp://b:1']],
    webSeeds: ['http://w/'],
    nodes: [],
    comment: null,
    createdBy: null,
    creationDate: null,
    warnings: [],
  });
  const v2 = await run(`magnet:?xt=urn:btmh:1220${'cd'.repeat(32)}&dn=n&xl=7`);
  expect(JSON.parse(v2.out)).toMatchObject({ name: 'n', version: 'v2', totalSize: 7 });
});

test('what cannot be read ends with 2, and says why in JSON or in words', async () => {
  const path = join(dir, 'not-one');
  await writeFile(path, 'plain text');
  const failed = await run(path);
  expect([failed.code, failed.err]).toEqual([2, '']);
  expect(JSON.parse(failed.out)).toEqual({
    error: { code: 'not-a-torrent', message: expect.any(String) },
  });
  expect(await run(path, false)).toEqual({
    code: 2,
    out: '',
    err: expect.stringMatching(/^rill: ./),
  });
  const missing = JSON.parse((await run(join(dir, 'missing'))).out);
  expect(missing).toMatchObject({ error: { code: 'bad-command' } });
  const link = JSON.parse((await run('magnet:?dn=x')).out);
  expect(link).toMatchObject({ error: { code: 'bad-magnet' } });
});

test('a file too large for any torrent is not even read', async () => {
  const path = join(dir, 'film.mkv');
  await writeFile(path, '');
  await truncate(path, 2 ** 40);
  expect(JSON.parse((await run(path)).out)).toMatchObject({
    error: { code: 'torrent-too-large' },
  });
});

test('in words, nothing in a torrent reaches the terminal but what can be printed', async () => {
  const path = join(dir, 'odd.torrent');
  const comment = 'a\u001b[2Jb\u009bc\u202ed\r\ne';
  const info = { length: 5, name: 'file', 'piece length': 16384, pieces: HASH };
  await writeFile(path, encode({ comment, info }));
  const { out } = await run(path, false);
  expect(out).toContain('comment: a?[2Jb?c?d??e\n');
  expect(out).toContain('size: 5 B (5 bytes)\n');
  expect(out).toMatch(/\n1 file:\n {2}5 B {2}file\n$/);
});
