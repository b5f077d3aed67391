import { cp, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, makeFileSet, pathIn } from '../support/file-set.ts';
import { LOOPBACK } from '../support/host.ts';
import { seedWithLibtorrent } from '../support/libtorrent.ts';
import { RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';
import { makeTorrent, type Torrent } from '../support/torrent.ts';

const PATIENCE_MS = 30_000;
const MIB = 1 << 20;
const PIECE = 256 << 10;
const SIZE = 16 * MIB;
/** Bytes a second: so that neither is done before the other was asked. */
const LIMIT = 4 * MIB;
/** Who lies is banned by its address, so it has one of its own. */
const LIAR = { ...LOOPBACK, address: '127.0.0.2' };

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

/** libtorrent with files that were right when it checked them; one byte of a piece is not. */
async function seedWrong(torrent: Torrent): Promise<string> {
  const parent = join(scene.dir, 'liar');
  await mkdir(parent);
  const files = { ...torrent.files, parent };
  const [file] = files.files;
  const path = pathIn(files, file!, parent);
  await cp(pathIn(files, file!, scene.dir), path);
  const seed = await scene.keep(
    seedWithLibtorrent({ ...torrent, files }, { host: LIAR, uploadLimit: LIMIT }),
  );
  const opened = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  for (let at = 100_000; at < SIZE; at += PIECE) {
    await opened.read(byte, 0, 1, at);
    await opened.write(Buffer.of(byte[0]! ^ 1), 0, 1, at);
  }
  await opened.close();
  return seed.address;
}

describeWith('libtorrent', () => {
  test.each(['v1', 'v2', 'hybrid'] as const)(
    'a seed whose file changed is banned, another delivers the whole: %s',
    async (version) => {
      const files = await makeFileSet(scene.dir, 'one.bin', SIZE);
      const torrent = await makeTorrent(files, { version, pieceLength: PIECE });
      const liar = await seedWrong(torrent);
      const honest = await scene.keep(
        seedWithLibtorrent(torrent, { uploadLimit: LIMIT }),
      );
      const client = await scene.keep(
        rill.download(torrent.path, downloads, [liar, honest.address]),
      );
      const { peer, error } = await client.peerDropped(PATIENCE_MS);
      expect([peer, error.code]).toEqual([liar, 'wrong-data']);
      await client.complete(PATIENCE_MS);
      expect(await differencesIn(torrent.files, downloads)).toEqual([]);
    },
    3 * PATIENCE_MS,
  );
});
