import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ApiClient } from '../../../background/launch/api-client.ts';
import type { TorrentPeers } from '../../../src/api/peers.ts';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn, makeFileSet } from '../../support/file-set.ts';
import { downloadWithLibtorrent, seedWithLibtorrent } from '../../support/libtorrent.ts';
import { LibtorrentDht } from '../../support/libtorrent-dht.ts';
import { makeTorrent } from '../../support/torrent.ts';
import { eventually } from '../support/eventually.ts';
import { magnetOf } from '../support/magnet-of.ts';
import type { RillWindow } from '../support/rill-window.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const MIB = 1 << 20;
const ALL_OFF = { dht: false, lsd: false, pex: false };
/** Bytes a second: a piece would take minutes. */
const SLOW = { downloadLimit: 20_000 };

describeWith(['chromium', 'libtorrent'], () => {
  let stage: Stage;
  let window: RillWindow;
  let api: ApiClient;
  let dht: LibtorrentDht;

  beforeAll(async () => {
    stage = await Stage.open();
    dht = await stage.scene.keep(LibtorrentDht.start(20));
    ({ window } = await stage.start());
    api = await ApiClient.connect(window.page, () => {});
  }, LIMIT_MS);

  afterAll(() => stage.close(), LIMIT_MS);

  /** Files in a folder of their own, and their torrent, which names nobody. */
  async function make(name: string, pieceLength = 256 << 10) {
    const parent = await folder(`of ${name}`);
    const files = await makeFileSet(parent, name, 5 * MIB + 1, name.length);
    const torrent = await makeTorrent(files, { pieceLength });
    return { parent, files, torrent, link: magnetOf(torrent) };
  }

  async function folder(name: string): Promise<string> {
    const path = join(stage.scene.dir, name);
    await mkdir(path);
    return path;
  }

  /** The ways in which the app came to know of the torrent's peers. */
  async function ways(id: string): Promise<string[]> {
    const { known } = (await api.request({ kind: 'get-peers', id })) as TorrentPeers;
    return Object.entries(known).flatMap(([way, count]) => (count > 0 ? way : []));
  }

  /** Only `changes` is on, of what finds peers. */
  const allowOnly = (changes: object) =>
    api.request({ kind: 'set-settings', changes: { ...ALL_OFF, ...changes } });

  test(
    'a link alone completes from libtorrent by the DHT alone, of 20 libtorrent nodes',
    async () => {
      const { files, torrent, link } = await make('theirs');
      dht.add(7, torrent.path, files.parent);
      await dht.complete(7, LIMIT_MS);
      await allowOnly({ dht: true, dhtRouters: [dht.nodes[0]!] });
      await window.chooseFolder(stage.downloads);
      await window.paste(link);
      await window.row('theirs').shows('Complete, seeding', LIMIT_MS);
      expect(await differencesIn(files, stage.downloads)).toEqual([]);
      expect(await ways(torrent.infoHash)).toEqual(['dht']);
    },
    2 * LIMIT_MS,
  );

  test(
    'libtorrent finds the app by what it announced in a DHT of 20 libtorrent nodes',
    async () => {
      const { parent, files, torrent, link } = await make('ours');
      await allowOnly({ dht: true, dhtRouters: [dht.nodes[3]!] });
      await window.chooseFolder(parent);
      await window.drop(torrent.path);
      await window.row('ours').shows('Complete, seeding', LIMIT_MS);
      const dir = await folder('elsewhere');
      dht.add(11, link, dir);
      await dht.complete(11, LIMIT_MS);
      expect(await differencesIn(files, dir)).toEqual([]);
    },
    2 * LIMIT_MS,
  );

  test(
    'a link completes from a seed that another peer told of',
    async () => {
      await allowOnly({ pex: true });
      // Of pieces so large that whoever is slow has none to give.
      const { files, torrent } = await make('told', 4 * MIB);
      const seed = await stage.scene.keep(seedWithLibtorrent(torrent, { pex: false }));
      const teller = await stage.scene.keep(
        downloadWithLibtorrent(torrent, await folder('teller'), SLOW),
      );
      teller.addPeer(seed.address);
      await eventually(
        async () => (await teller.stats()).peers === 1,
        () => 'the teller connected to the seed',
      );
      await window.chooseFolder(stage.downloads);
      await window.paste(magnetOf(torrent, teller.address));
      await window.row('told').shows('Complete, seeding', 2 * LIMIT_MS);
      expect(await differencesIn(files, stage.downloads)).toEqual([]);
      expect((await teller.stats()).uploaded).toBe(0);
      expect(await ways(torrent.infoHash)).toEqual(['magnet', 'pex']);
    },
    3 * LIMIT_MS,
  );
});
