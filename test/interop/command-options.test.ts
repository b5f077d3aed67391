import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, type FileSet, makeFileSet } from '../support/file-set.ts';
import { downloadWithLibtorrent, seedWithLibtorrent } from '../support/libtorrent.ts';
import type { Program } from '../support/program.ts';
import { magnetLink, RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';
import { makeTorrent, type Torrent } from '../support/torrent.ts';

const MIB = 1 << 20;
const PATIENCE_MS = 30_000;
const SIZES = { 'a.bin': 3 * MIB, 'b.txt': 10_000, 'c.bin': 2 * MIB, 'd.txt': 5 };

let scene: Scene;
let rill: RillCommand;
let downloads: string;
let files: FileSet;
let torrent: Torrent;

beforeEach(async () => {
  scene = await Scene.open();
  rill = await RillCommand.build(scene.dir);
  downloads = join(scene.dir, 'downloads');
  await mkdir(downloads);
  files = await makeFileSet(scene.dir, 'set', SIZES);
  torrent = await makeTorrent(files);
}, PATIENCE_MS);

afterEach(() => scene.close(), PATIENCE_MS);

const QUIET = ['--port', '0', '--no-dht', '--no-lsd', '--json'];

function run(command: 'download' | 'seed', source: string, ...more: string[]) {
  const dir = command === 'seed' ? files.parent : downloads;
  return scene.keep(rill.run(command, source, '--dir', dir, ...QUIET, ...more));
}

/** The events that it told, in order, but for progress. */
function events(program: Program): string[] {
  const lines = program.log().split('\n');
  const said = lines.flatMap((line) => /"event":"(?!progress)([a-z-]+)"/.exec(line)?.[1]);
  return said.filter((event) => event !== undefined);
}

describeWith('libtorrent', () => {
  test(
    'chosen files come, of a torrent file and of a link, and no others are made',
    async () => {
      const { address } = await scene.keep(seedWithLibtorrent(torrent));
      const choice = ['--files', '*.txt,3', '--skip', 'd.txt'];
      for (const source of [torrent.path, magnetLink(torrent, {})]) {
        const program = await run('download', source, '--peer', address, ...choice);
        expect(await program.exited).toBe(0);
        const different = await differencesIn(files, downloads);
        expect(different.map((path) => path.slice(downloads.length + 1)).sort()).toEqual([
          'set/a.bin',
          'set/d.txt',
        ]);
      }
      expect((await readdir(join(downloads, 'set'))).sort()).toEqual(['b.txt', 'c.bin']);
    },
    2 * PATIENCE_MS,
  );

  test(
    'a choice of no file ends at once, and says which',
    async () => {
      const program = await run('download', torrent.path, '--skip', '*.avi');
      expect(await program.exited).toBe(1);
      expect(program.log()).toContain('*.avi');
    },
    PATIENCE_MS,
  );

  test(
    'a download keeps to its limit, and who is filtered is not met',
    async () => {
      const { address } = await scene.keep(seedWithLibtorrent(torrent));
      const filter = join(scene.dir, 'filter.p2p');
      await writeFile(filter, 'this machine:127.0.0.0-127.255.255.255\n');
      const none = await run(
        'download',
        torrent.path,
        ...['--peer', address, '--ip-filter', filter, '--seed-time', '0'],
      );
      const began = performance.now();
      const limited = ['--peer', address, '--down-limit', '2M'];
      const dir = join(scene.dir, 'other');
      await mkdir(dir);
      const program = await scene.keep(
        rill.run('download', torrent.path, '--dir', dir, ...QUIET, ...limited),
      );
      expect(await program.exited).toBe(0);
      expect(await differencesIn(files, dir)).toEqual([]);
      // 5 MiB, of which a quarter of a second's worth may pass at once.
      expect(performance.now() - began).toBeGreaterThan(2000);
      expect(none.running).toBe(true);
      expect(events(none)).toEqual(['listening']);
      expect(await readdir(downloads)).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'a seed that sent once what there is ends with 0',
    async () => {
      const program = await run('seed', torrent.path, '--seed-ratio', '1');
      const port = await program.find(
        'port',
        (line) => /"event":"listening","port":(\d+)/.exec(line)?.[1],
        PATIENCE_MS,
      );
      const leech = await scene.keep(downloadWithLibtorrent(torrent, downloads));
      leech.addPeer(`127.0.0.1:${port}`);
      await leech.complete(PATIENCE_MS);
      expect(await program.exited).toBe(0);
    },
    PATIENCE_MS,
  );

  test(
    'a download goes on sharing until the end that was said',
    async () => {
      const { address } = await scene.keep(seedWithLibtorrent(torrent));
      const end = ['--peer', address, '--seed-ratio', '0'];
      const program = await run('download', torrent.path, ...end);
      expect(await program.exited).toBe(0);
      expect(events(program)).toEqual(['listening', 'complete']);
      expect(await differencesIn(files, downloads)).toEqual([]);
    },
    PATIENCE_MS,
  );
});
