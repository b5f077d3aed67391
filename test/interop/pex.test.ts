import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, type FileSet, makeFileSet } from '../support/file-set.ts';
import {
  downloadWithLibtorrent,
  type LibtorrentPeer,
  seedWithLibtorrent,
} from '../support/libtorrent.ts';
import { magnetLink, RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';
import { makeTorrent, type Torrent } from '../support/torrent.ts';

const MIB = 1 << 20;
const PATIENCE_MS = 30_000;
/** Bytes a second: a piece would take minutes. */
const SLOW = { downloadLimit: 20_000 };

let scene: Scene;
let rill: RillCommand;
let downloads: string;
let files: FileSet;
let torrent: Torrent;

beforeEach(async () => {
  scene = await Scene.open();
  rill = await RillCommand.build(scene.dir);
  downloads = await folder('downloads');
  files = await makeFileSet(scene.dir, 'set', { 'film.bin': 5 * MIB + 1 });
  // Of pieces so large that whoever is slow has none to give.
  torrent = await makeTorrent(files, { pieceLength: 4 * MIB });
}, PATIENCE_MS);

afterEach(() => scene.close(), PATIENCE_MS);

async function folder(name: string): Promise<string> {
  const path = join(scene.dir, name);
  await mkdir(path);
  return path;
}

/** Resolves once it is connected to so many. */
async function hasPeers(peer: LibtorrentPeer, count: number): Promise<void> {
  const enough = (line: string) =>
    (line.startsWith('{') && JSON.parse(line).peers >= count) || undefined;
  await peer.program.find(`${count} peers`, enough, PATIENCE_MS);
}

describeWith('libtorrent', () => {
  /** A seed that tells nobody of anybody, and one that knows it and gets hardly anything. */
  async function seedBehindTeller() {
    const seed = await scene.keep(seedWithLibtorrent(torrent, { pex: false }));
    const teller = await scene.keep(
      downloadWithLibtorrent(torrent, await folder('teller'), SLOW),
    );
    teller.addPeer(seed.address);
    await hasPeers(teller, 1);
    return { seed, teller };
  }

  test(
    'a torrent without trackers comes whole from a seed that libtorrent told of',
    async () => {
      const { seed, teller } = await seedBehindTeller();
      const client = await scene.keep(
        rill.download(torrent.path, downloads, [teller.address]),
      );
      await client.complete(PATIENCE_MS);
      expect(await differencesIn(files, downloads)).toEqual([]);
      expect((await teller.stats()).uploaded).toBe(0);
      expect((await seed.stats()).uploaded).toBeGreaterThanOrEqual(5 * MIB + 1);
    },
    2 * PATIENCE_MS,
  );

  test(
    'a link without trackers, too',
    async () => {
      const { teller } = await seedBehindTeller();
      const link = magnetLink(torrent, { peer: teller.address });
      const client = await scene.keep(rill.download(link, downloads));
      await client.complete(PATIENCE_MS);
      expect(await differencesIn(files, downloads)).toEqual([]);
      expect((await teller.stats()).uploaded).toBe(0);
    },
    2 * PATIENCE_MS,
  );

  test(
    'libtorrent connects to a peer that Rill told of',
    async () => {
      const client = await scene.keep(rill.seed(torrent.path, scene.dir));
      const one = await scene.keep(
        downloadWithLibtorrent(torrent, await folder('one'), {
          ...SLOW,
          pex: false,
        }),
      );
      one.addPeer(client.address);
      await hasPeers(one, 1);
      const other = await scene.keep(
        downloadWithLibtorrent(torrent, await folder('other'), SLOW),
      );
      other.addPeer(client.address);
      await hasPeers(other, 2);
      await hasPeers(one, 2);
    },
    3 * PATIENCE_MS,
  );
});
