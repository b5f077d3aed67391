import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { check } from '../../../background/cli/check.ts';
import {
  jsonCheckReport,
  textCheckReport,
} from '../../../background/cli/check-report.ts';
import { type MemoryTorrent, memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { page } from './page.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'rill-check-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const source = () => join(root, 'a.torrent');
const folder = () => join(root, 'files');

/** Writes the torrent file and the files, without pad files. */
async function put(torrent: MemoryTorrent): Promise<void> {
  await writeFile(source(), torrent.file);
  await mkdir(folder());
  for (const { path, bytes, pad } of torrent.files) {
    if (pad) continue;
    const place = join(folder(), ...path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, bytes);
  }
}

async function run(json = true, dir = folder(), signal = new AbortController().signal) {
  const [out, err] = [page(), page(true)];
  const reportOf = json ? jsonCheckReport : textCheckReport;
  const invocation = { command: 'check' as const, source: source(), dir, json };
  const report = reportOf(out.out, err.out, () => 0);
  const code = await check(invocation, report, signal);
  return { code, out: out.text(), err: err.text() };
}

const VERSIONS = ['v1', 'v2', 'hybrid'] as const;
const SIZES = { a: 200_000, 'b/c': 5, empty: 0 };

test.each(VERSIONS)('%s: all is there', async (version) => {
  const torrent = memoryTorrent({ name: 't', sizes: SIZES, version });
  await put(torrent);
  const { code, out } = await run();
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    complete: true,
    pieceCount: torrent.pieceCount,
    pieces: torrent.pieceCount,
    files: [
      { path: 't/a', size: 200_000, done: 200_000 },
      { path: 't/b/c', size: 5, done: 5 },
      { path: 't/empty', size: 0, done: 0 },
    ],
  });
  expect((await run(false)).out).toBe(
    `complete: all 3 files are there, ${torrent.pieceCount} of ${torrent.pieceCount} pieces are right\n`,
  );
});

test.each(VERSIONS)(
  '%s: a wrong byte costs its piece, a missing file its own',
  async (version) => {
    const torrent = memoryTorrent({
      name: 't',
      sizes: { a: 200_000, b: 65_536 },
      version,
    });
    await put(torrent);
    const bytes = torrent.files[0]!.bytes.slice();
    bytes[70_000]! ^= 1;
    await writeFile(join(folder(), 't', 'a'), bytes);
    await rm(join(folder(), 't', 'b'));
    const { code, out } = await run();
    const { complete, pieces, files } = JSON.parse(out);
    expect([code, complete]).toEqual([1, false]);
    // The last piece of "a" reaches into "b" where files do not begin with pieces.
    const done = version === 'v1' ? 2 * 65_536 : 200_000 - 65_536;
    expect(pieces).toBe(version === 'v1' ? 2 : 3);
    expect(files).toEqual([
      { path: 't/a', size: 200_000, done },
      { path: 't/b', size: 65_536, done: 0 },
    ]);
    const text = (await run(false)).out;
    expect(text).toContain(
      `incomplete, ${pieces} of ${torrent.pieceCount} pieces are right\n`,
    );
    expect(text).toContain('    0.0%  t/b, 65.5 kB missing\n');
  },
);

test('a v2 torrent without its piece layers is checked by the roots of its files', async () => {
  await put(memoryTorrent({ sizes: 300_000, version: 'v2', withLayers: false }));
  expect((await run()).code).toBe(0);
});

test('checking changes nothing in the folder', async () => {
  await writeFile(source(), memoryTorrent({ name: 't', sizes: SIZES }).file);
  await mkdir(folder());
  expect((await run()).code).toBe(1);
  expect(await readdir(folder())).toEqual([]);
});

test('what cannot be read ends with 2', async () => {
  await put(memoryTorrent());
  const gone = await run(true, join(root, 'nowhere'));
  expect(gone.code).toBe(2);
  expect(JSON.parse(gone.out)).toMatchObject({ error: { code: 'folder-gone' } });
  await writeFile(source(), 'plain text');
  const { code, out } = await run(false);
  expect([code, out]).toEqual([2, '']);
});

test('who is stopped says nothing of the files, and ends with 130', async () => {
  await put(memoryTorrent());
  const { code, out } = await run(true, folder(), AbortSignal.abort());
  expect([code, out]).toEqual([130, '']);
});

test('how far it is stands on the terminal, and is wiped away at the end', async () => {
  await put(memoryTorrent({ name: 'thing' }));
  const { err } = await run();
  expect(err).toContain('thing: ');
  expect(err).toContain('% checked');
  expect(err.endsWith('\r\x1b[K')).toBe(true);
});
