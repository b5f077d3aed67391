import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, type FileSet, makeFileSet } from '../support/file-set.ts';
import { downloadWithLibtorrent, seedWithLibtorrent } from '../support/libtorrent.ts';
import { magnetLink, RillCommand } from '../support/rill.ts';
import { RillDht } from '../support/rill-dht.ts';
import { Scene } from '../support/scene.ts';
import { makeTorrent, type Torrent } from '../support/torrent.ts';

const MIB = 1 << 20;
const PATIENCE_MS = 60_000;
const NODES = 20;

let scene: Scene;
let rill: RillCommand;
let downloads: string;
let files: FileSet;
let torrent: Torrent;
/** Without a tracker. */
let link: Torrent;
let dht: RillDht;
let made = 0;

beforeAll(async () => {
  dht = await RillDht.start(NODES);
}, PATIENCE_MS);

afterAll(() => dht?.stop(), PATIENCE_MS);

beforeEach(async () => {
  scene = await Scene.open();
  rill = await RillCommand.build(scene.dir);
  downloads = join(scene.dir, 'downloads');
  await mkdir(downloads);
  const sizes = { 'a.bin': 3 * MIB + 1, 'b.txt': 5 };
  // Another torrent each time: nodes remember who had one.
  files = await makeFileSet(scene.dir, 'set', sizes, ++made);
  torrent = await makeTorrent(files);
  link = { ...torrent, path: magnetLink(torrent, {}) };
}, PATIENCE_MS);

afterEach(() => scene.close(), PATIENCE_MS);

const arrived = async () => expect(await differencesIn(files, downloads)).toEqual([]);

/** libtorrent's, which knows one node of it; all of it is one machine. */
const joining = (node: string) => ({
  pex: false,
  settings: {
    enable_dht: true,
    dht_bootstrap_nodes: node,
    // Seconds: who looks before the other has announced looks again soon.
    dht_announce_interval: 3,
    dht_restrict_routing_ips: false,
    dht_restrict_search_ips: false,
    dht_enforce_node_id: false,
    dht_prefer_verified_node_ids: false,
    dht_ignore_dark_internet: false,
  },
});

describeWith('libtorrent', () => {
  test(
    'libtorrent finds a Rill peer in a DHT of 20 Rill nodes alone',
    async () => {
      await scene.keep(rill.seed(torrent.path, files.parent, [dht.nodes[3]!]));
      const options = joining(dht.nodes[11]!);
      const peer = await scene.keep(downloadWithLibtorrent(link, downloads, options));
      await peer.complete(PATIENCE_MS);
      await arrived();
    },
    2 * PATIENCE_MS,
  );

  test(
    'Rill finds a libtorrent peer by what it announced in a DHT of 20 Rill nodes alone',
    async () => {
      await scene.keep(seedWithLibtorrent(torrent, joining(dht.nodes[5]!)));
      const node = dht.nodes[17]!;
      const client = await scene.keep(rill.downloadByDht(link.path, downloads, [node]));
      await client.complete(PATIENCE_MS);
      await arrived();
    },
    2 * PATIENCE_MS,
  );
});
