import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { nodePorts } from '../../background/platform/node/ports.ts';
import type { Settings } from '../../src/api/settings.ts';
import { Session } from '../../src/session/session.ts';
import { describeWith } from '../support/counterpart.ts';
import { makeFileSet } from '../support/file-set.ts';
import { downloadWithLibtorrent, seedWithLibtorrent } from '../support/libtorrent.ts';
import { Scene } from '../support/scene.ts';
import { makeTorrent, type Torrent } from '../support/torrent.ts';

const MB = 1_000_000;
const PATIENCE_MS = 30_000;

let scene: Scene;
let torrent: Torrent;

beforeEach(async () => {
  scene = await Scene.open();
  const files = await makeFileSet(scene.dir, 'set', { 'film.bin': 48 << 20 });
  torrent = await makeTorrent(files);
}, PATIENCE_MS);

afterEach(() => scene.close(), PATIENCE_MS);

/** The engine in this process, with the torrent, whose files it looks for in `folder`. */
async function start(folder: string, settings: Partial<Settings>): Promise<Session> {
  const storeDir = join(scene.dir, 'state');
  const ports = nodePorts({ storeDir, folder, log: { write: () => {} } });
  const session = await Session.start(ports, {
    host: 'node',
    memoryBudget: 64 << 20,
    settings: { listenPort: 0, limitLocal: true, ...settings },
    transport: () => 'node',
    settingsChanged: () => {},
  });
  await scene.keep(Promise.resolve(session));
  const base64 = await readFile(torrent.path, 'base64');
  await session.execute({ kind: 'add', source: { kind: 'file', base64 } });
  return session;
}

/** Bytes a second over five seconds, once the first second is over. */
async function measure(total: () => number): Promise<number> {
  await pass(1000);
  const [before, from] = [total(), performance.now()];
  await pass(5000);
  return ((total() - before) * 1000) / (performance.now() - from);
}

describeWith('libtorrent', () => {
  test(
    'a download from two libtorrents keeps to its limit',
    async () => {
      const seeders = [
        await scene.keep(seedWithLibtorrent(torrent)),
        await scene.keep(seedWithLibtorrent(torrent)),
      ];
      const folder = join(scene.dir, 'downloads');
      await mkdir(folder);
      const session = await start(folder, { downLimit: 2 * MB });
      const peers = seeders.map(({ address }) => address);
      await session.execute({ kind: 'add-peers', id: torrent.infoHash, peers });
      const rate = await measure(() => session.rows()[0]!.downloaded);
      expect(rate / (2 * MB)).toBeGreaterThan(0.9);
      expect(rate / (2 * MB)).toBeLessThan(1.1);
    },
    PATIENCE_MS,
  );

  test(
    'an upload to two libtorrents keeps to its limit',
    async () => {
      const session = await start(scene.dir, { upLimit: 2 * MB });
      while (session.rows()[0]!.status !== 'seeding') await pass(50);
      const { listenPort } = session.status();
      for (const name of ['one', 'other']) {
        const folder = join(scene.dir, name);
        await mkdir(folder);
        const client = await scene.keep(downloadWithLibtorrent(torrent, folder));
        client.addPeer(`127.0.0.1:${listenPort}`);
      }
      const rate = await measure(() => session.rows()[0]!.uploaded);
      expect(rate / (2 * MB)).toBeGreaterThan(0.9);
      expect(rate / (2 * MB)).toBeLessThan(1.1);
    },
    PATIENCE_MS,
  );
});
