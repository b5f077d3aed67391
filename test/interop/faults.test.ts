import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { NodeTcp } from '../../background/platform/node/tcp.ts';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, makeFileSet, pathIn } from '../support/file-set.ts';
import { type LibtorrentPeer, seedWithLibtorrent } from '../support/libtorrent.ts';
import { RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';
import { ScriptedPeer } from '../support/sim/scripted-peer.ts';
import { makeTorrent, type Torrent } from '../support/torrent.ts';

const KIB = 1024;
const MIB = 1 << 20;
const PATIENCE_MS = 20_000;
const SIZE = 8 * MIB;
const PIECE = 64 * KIB;
/** Bytes a second. */
const LIMIT = 2 * MIB;

let scene: Scene;
let rill: RillCommand;
let downloads: string;

beforeEach(async () => {
  scene = await Scene.open();
  rill = await RillCommand.build(scene.dir);
  downloads = join(scene.dir, 'downloads');
  await mkdir(downloads);
}, PATIENCE_MS);

afterEach(() => scene.close(), PATIENCE_MS);

async function oneFile(size = SIZE): Promise<Torrent> {
  return makeTorrent(await makeFileSet(scene.dir, 'one.bin', size), {
    pieceLength: PIECE,
  });
}

describeWith('libtorrent', () => {
  /** Stopped half-way by a signal, then started again: what the seeder sent in all. */
  async function stoppedHalfWay(signal: NodeJS.Signals, code: number | null) {
    const torrent = await oneFile();
    const seeder = await scene.keep(seedWithLibtorrent(torrent, { uploadLimit: LIMIT }));
    const first = await scene.keep(
      rill.download(torrent.path, downloads, [seeder.address]),
    );
    await first.until('half of it', ({ done }) => done >= SIZE / 2, PATIENCE_MS);
    first.program.signal(signal);
    expect(await first.program.exited).toBe(code);
    const again = await scene.keep(
      rill.download(torrent.path, downloads, [seeder.address]),
    );
    await again.complete(PATIENCE_MS);
    expect(await differencesIn(torrent.files, downloads)).toEqual([]);
    return sentBy(seeder);
  }

  const sentBy = async (seeder: LibtorrentPeer) => (await seeder.stats()).uploaded;

  // Begun are the piece that comes and the next; a socket holds a quarter of a MiB.
  const BEGUN = 2 * PIECE + 256 * KIB;

  test('after Ctrl-C the next start fetches again only what was begun', async () => {
    const sent = await stoppedHalfWay('SIGINT', 130);
    expect(sent).toBeLessThanOrEqual(SIZE + BEGUN);
  });

  test('after SIGKILL it also fetches what came in the last second', async () => {
    const sent = await stoppedHalfWay('SIGKILL', null);
    // A piece waits 100 ms for its neighbours, its record 100 ms for more, and each record is
    // forced to the disk: where that is busy, two of those writes take most of a second.
    expect(sent).toBeLessThanOrEqual(SIZE + BEGUN + LIMIT);
  });

  test('a lying peer is banned, an honest one delivers the whole', async () => {
    const torrent = await oneFile();
    const [file] = torrent.files.files;
    const known = {
      infoHash: new Uint8Array(Buffer.from(torrent.infoHash, 'hex')),
      content: new Uint8Array(await readFile(pathIn(torrent.files, file!, scene.dir))),
      pieceLength: PIECE,
      pieceCount: SIZE / PIECE,
    };
    const listener = await new NodeTcp().listen(
      { host: '127.0.0.2', port: 0 },
      (connection) => {
        const liar = new ScriptedPeer(known, connection);
        liar.shakeHands();
        liar.sendBitfield(() => true);
        liar.serve((range) => liar.sendBlock(range, true));
      },
    );
    await scene.keep(Promise.resolve({ stop: async () => listener.close() }));
    const honest = await scene.keep(seedWithLibtorrent(torrent, { uploadLimit: LIMIT }));
    const client = await scene.keep(
      rill.download(torrent.path, downloads, [
        `127.0.0.2:${listener.local.port}`,
        honest.address,
      ]),
    );
    const { peer, error } = await client.peerDropped(PATIENCE_MS);
    expect([peer.split(':')[0], error.code]).toEqual(['127.0.0.2', 'wrong-data']);
    await client.complete(PATIENCE_MS);
    expect(await differencesIn(torrent.files, downloads)).toEqual([]);
  });

  test('a full disk ends it with a sentence; with room it goes on', async () => {
    const torrent = await oneFile();
    const small = join(scene.dir, 'small');
    await mkdir(small);
    try {
      await run('mount', '-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', small);
    } catch {
      // Only root may; elsewhere the engine's own tests fill a disk of memory.
      return;
    }
    await scene.keep(Promise.resolve({ stop: () => run('umount', small) }));
    await writeFile(join(small, 'ballast'), new Uint8Array(8 * MIB));
    const seeder = await scene.keep(seedWithLibtorrent(torrent));
    const args = ['--dir', small, '--port', '0', '--peer', seeder.address];
    const first = await rill.run('download', torrent.path, ...args);
    expect(await first.exited).toBe(1);
    expect(first.log()).toContain('rill: the disk is full; make room and start again');
    const before = (await seeder.stats()).uploaded;
    await rm(join(small, 'ballast'));
    const second = await rill.run('download', torrent.path, ...args);
    expect(await second.exited).toBe(0);
    expect(await differencesIn(torrent.files, small)).toEqual([]);
    // Some 4 MB fitted, and nothing of them is fetched again.
    expect((await seeder.stats()).uploaded - before).toBeLessThan(SIZE - 2 * MIB);
  });

  test('a file where the torrent has a folder is left alone, and said', async () => {
    const files = await makeFileSet(scene.dir, 'set', { 'a/b': 1000 });
    const torrent = await makeTorrent(files);
    const seeder = await scene.keep(seedWithLibtorrent(torrent));
    await writeFile(join(downloads, 'set'), 'mine');
    const args = ['--dir', downloads, '--port', '0', '--peer', seeder.address];
    const program = await rill.run('download', torrent.path, ...args);
    expect(await program.exited).toBe(1);
    expect(program.log()).toContain('rill: something else stands where');
    expect(await readFile(join(downloads, 'set'), 'utf8')).toBe('mine');
  });

  test('what is incomplete is not seeded', async () => {
    const torrent = await oneFile();
    const program = await rill.run(
      'seed',
      torrent.path,
      '--dir',
      downloads,
      '--port',
      '0',
    );
    expect(await program.exited).toBe(1);
    expect(program.log()).toContain('rill: the folder does not hold all of this torrent');
  });
});

test.each<[string, string[], number, string]>([
  ['nothing', [], 2, 'rill: say what to do'],
  ['no folder', ['download', 'a.torrent'], 2, 'rill: say where with --dir'],
  ['an option that is none', ['download', '--fast'], 2, "rill: Unknown option '--fast'"],
  [
    'a peer without a port',
    ['download', 'x', '--dir', 'D', '--peer', 'p'],
    2,
    'rill: p is not',
  ],
  [
    'a file that is not there',
    ['download', 'none', '--dir', 'D'],
    1,
    'rill: cannot read none',
  ],
  ['a file that is no torrent', ['download', 'F', '--dir', 'D'], 1, 'rill: '],
  [
    'a file as the folder',
    ['download', 'F', '--dir', 'F/x'],
    1,
    'rill: cannot use the folder',
  ],
  ['--help', ['--help'], 0, 'usage: rill download'],
  ['--version', ['--version'], 0, 'rill '],
])(
  '%s: the exit code and the words are as they should be',
  async (_, args, code, words) => {
    const file = join(scene.dir, 'file');
    await writeFile(file, 'not a torrent');
    const given = args.map((arg) => arg.replace(/^F/, file).replace(/^D$/, downloads));
    const program = await rill.run(...given);
    expect(await program.exited).toBe(code);
    expect(program.log()).toContain(words);
    expect(program.log()).not.toMatch(/^ +at /m);
  },
);

function run(command: string, ...args: string[]): Promise<void> {
  return promisify(execFile)(command, args).then(() => {});
}
