import {
  chmod,
  mkdir,
  readdir,
  readFile,
  readlink,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, type FileSet, makeFileSet } from '../support/file-set.ts';
import { downloadWithLibtorrent } from '../support/libtorrent.ts';
import {
  installParseTorrent,
  parseWithParseTorrent,
  remakeWithLibtorrent,
  showWithTransmission,
} from '../support/other-readers.ts';
import { RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';

const MIB = 1 << 20;
const PATIENCE_MS = 20_000;
const VERSIONS = ['v1', 'v2', 'hybrid'] as const;
/** Odd sizes, an exact one, empty files, folders beside files, names beyond ASCII. */
const SIZES = {
  'film.bin': 5 * MIB + 1,
  'deep/er/notes.txt': 5,
  'deep/er/empty': 0,
  'deep-er': 65_536,
  'Zebra.sh': 100_000,
  '日本語 ü.bin': 2 * MIB - 3,
  '\u{ffee}': 20,
  '\u{1d4b3}': 70_000,
};

interface Made {
  readonly name: string;
  readonly infoHashV1: string | null;
  readonly infoHashV2: string | null;
  readonly pieceLength: number;
  readonly totalSize: number;
  readonly magnet: string;
  readonly file: string;
}

let scene: Scene;
let rill: RillCommand;
let files: FileSet;
let path: string;

beforeEach(async () => {
  scene = await Scene.open();
  rill = await RillCommand.build(scene.dir);
  files = await makeFileSet(scene.dir, 'set', SIZES);
  path = join(scene.dir, 'set');
  await chmod(join(path, 'Zebra.sh'), 0o755);
}, PATIENCE_MS);

afterEach(() => scene.close(), PATIENCE_MS);

/** What `rill create --json` says, and its exit code. */
async function create(...args: readonly string[]) {
  const program = await rill.run('create', '--json', ...args);
  const code = await program.exited;
  return { code, said: JSON.parse(program.log()) };
}

async function make(source: string, ...args: readonly string[]): Promise<Made> {
  const out = join(scene.dir, 'made.torrent');
  const { code, said } = await create(source, '-o', out, ...args);
  expect(code).toBe(0);
  expect(said.file).toBe(out);
  return said;
}

describeWith('libtorrent', () => {
  describe.each(VERSIONS)('%s', (version) => {
    const order = ['--version', version, '--piece-length', '64K'];

    test('libtorrent makes the same of the same folder', async () => {
      const { infoHashV1, infoHashV2, file } = await make(path, ...order);
      const { read, made } = await remakeWithLibtorrent(file, path);
      expect(read).toEqual([infoHashV1, infoHashV2]);
      expect(made).toEqual(read);
      expect(read.map((hash) => hash === null)).toEqual([
        version === 'v2',
        version === 'v1',
      ]);
    });

    test('libtorrent makes the same of the same file', async () => {
      const film = join(path, 'film.bin');
      const { file } = await make(film, ...order);
      const { read, made } = await remakeWithLibtorrent(file, film);
      expect(made).toEqual(read);
    });

    test('libtorrent downloads from Rill what Rill made', async () => {
      const { file } = await make(path, ...order);
      const downloads = join(scene.dir, 'downloads');
      await mkdir(downloads);
      const torrent = { path: file, infoHash: '', files };
      const seeder = await scene.keep(rill.seed(file, scene.dir));
      const client = await scene.keep(downloadWithLibtorrent(torrent, downloads));
      client.addPeer(seeder.address);
      await client.complete(PATIENCE_MS);
      expect(await differencesIn(files, downloads)).toEqual([]);
    });
  });
});

describeWith('transmission-show', () => {
  test('Transmission reads a v1 torrent', async () => {
    const said = [
      '--comment',
      'für alle',
      '--private',
      '--tracker',
      'http://a.example/x',
    ];
    const { file, infoHashV1 } = await make(path, '--version', 'v1', ...said);
    const shown = await showWithTransmission(file);
    for (const line of [
      `Hash: ${infoHashV1}`,
      'Comment: für alle',
      'Created by: Rill/0.1',
      'Privacy: Private torrent',
      'http://a.example/x',
      'set/deep/er/notes.txt (0.01 kB)',
    ]) {
      expect(shown).toContain(line);
    }
  });
});

const missing = await installParseTorrent();
if (missing !== undefined && process.env.CI === 'true') {
  test('parse-torrent installed', () => {
    throw new Error(missing);
  });
}
(missing === undefined ? describe : describe.skip)('parse-torrent', () => {
  test('reads a v1 torrent', async () => {
    const said = ['--web-seed', 'http://w.example/', '--tracker', 'http://a.example/x'];
    const { file, infoHashV1 } = await make(path, '--version', 'v1', ...said);
    const parsed = await parseWithParseTorrent(file);
    expect(parsed).toMatchObject({
      infoHash: infoHashV1,
      name: 'set',
      announce: ['http://a.example/x'],
      urlList: ['http://w.example/'],
    });
    const paths = Object.keys(SIZES).map((name) => `set/${name}`);
    expect([...parsed.paths].sort()).toEqual(paths.sort());
  });

  // Of names beyond ASCII, which BEP 52 has as keys, it takes a wrong hash.
  test('reads the v1 half of a hybrid whose names are ASCII', async () => {
    const { file, infoHashV1 } = await make(join(path, 'deep'));
    const { infoHash, paths } = await parseWithParseTorrent(file);
    expect(infoHash).toBe(infoHashV1);
    expect(paths.slice(0, 2)).toEqual(['deep/er/empty', 'deep/er/notes.txt']);
  });
});

test('a torrent file in the folder it is made of is not in it', async () => {
  const out = join(path, 'set.torrent');
  const first = await create(path, '-o', out);
  const second = await create(path, '-o', out);
  expect([first.code, second.code]).toEqual([0, 0]);
  expect(second.said.infoHashV2).toBe(first.said.infoHashV2);
});

test.each<[string, number, string]>([
  ['a folder that is not there', 2, 'bad-command'],
  ['nothing but an empty file', 2, 'nothing-to-share'],
  ['a folder to write to that is not there', 2, 'bad-command'],
])('%s: exit %d', async (what, expected, code) => {
  const source = {
    folder: join(scene.dir, 'nothing'),
    empty: join(path, 'deep/er/empty'),
  };
  const args = what.startsWith('nothing')
    ? [source.empty]
    : what.includes('write')
      ? [path, '-o', join(scene.dir, 'none', 'out.torrent')]
      : [source.folder];
  const outcome = await create(...args);
  expect(outcome.code).toBe(expected);
  expect(outcome.said.error.code).toBe(code);
});

test('Ctrl-C ends it with 130, and leaves what was there before', async () => {
  const { file } = await make(path);
  const before = await readFile(file);
  const big = join(scene.dir, 'big');
  await makeFileSet(scene.dir, 'big', 1);
  // A hole: it takes long to hash, and no room.
  await truncate(big, 64 * 1024 * MIB);
  const program = await scene.keep(rill.run('create', big, '-o', file));
  while (program.running && !(await holdsOpen(program.pid, big))) {}
  program.signal('SIGINT');
  expect(await program.exited).toBe(130);
  expect(program.log()).toBe('rill: stopped');
  expect(await readFile(file)).toEqual(before);
  const beside = (await readdir(scene.dir)).filter((name) => /^made|^\.rill/.test(name));
  expect(beside).toEqual(['made.torrent']);
});

test('writes over no file but another torrent', async () => {
  const film = join(path, 'film.bin');
  const before = await readFile(film);
  // The first time the file begins with the "d" of a torrent: it is what is to be shared.
  for (const first of ['d', 'x']) {
    await writeFile(film, Buffer.concat([Buffer.from(first), before.subarray(1)]));
    const { code, said } = await create(film, '-o', film);
    expect([code, said.error.code]).toEqual([2, 'bad-command']);
    expect((await readFile(film)).subarray(1).equals(before.subarray(1))).toBe(true);
  }
  const beside = await create(join(path, 'deep'), '-o', film);
  expect([beside.code, beside.said.error.code]).toEqual([2, 'bad-command']);
  const device = await create(path, '-o', '/dev/null');
  expect([device.code, device.said.error.code]).toEqual([2, 'bad-command']);
});

test('a torrent of the longest name there is gets a file of a shorter one', async () => {
  const name = 'ü'.repeat(127);
  await writeFile(join(scene.dir, name), 'abc');
  const program = await rill.run('create', join(scene.dir, name), '--json');
  expect(await program.exited).toBe(0);
  const { file } = JSON.parse(program.log());
  try {
    expect(basename(file)).toBe(`${'ü'.repeat(123)}.torrent`);
  } finally {
    await rm(file, { force: true });
  }
  // And one that is as long as can be is no longer while it is written.
  const longest = join(scene.dir, `${'x'.repeat(247)}.torrent`);
  expect((await create(join(scene.dir, name), '-o', longest)).code).toBe(0);
});

test('says in JSON what is wrong with the command, too', async () => {
  expect(await create()).toMatchObject({
    code: 2,
    said: { error: { code: 'bad-command', message: 'name a file or a folder to share' } },
  });
});

async function holdsOpen(pid: number, path: string): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const files = (await readdir(folder).catch(() => [])).map((fd) =>
    readlink(join(folder, fd)).catch(() => ''),
  );
  return (await Promise.all(files)).includes(path);
}
