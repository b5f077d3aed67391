import { mkdir } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { NodeUdp } from '../../background/platform/node/udp.ts';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, type FileSet, makeFileSet } from '../support/file-set.ts';
import { downloadWithLibtorrent, seedWithLibtorrent } from '../support/libtorrent.ts';
import { Opentracker } from '../support/opentracker.ts';
import { magnetLink, RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';
import { ScriptedUdpTracker } from '../support/scripted-udp-tracker.ts';
import { makeTorrent, type Torrent } from '../support/torrent.ts';

const PATIENCE_MS = 20_000;
const addresses = Object.values(networkInterfaces()).flat();
const hasIpv6 = addresses.some((one) => one?.address === '::1');

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
  files = await makeFileSet(scene.dir, 'set', { 'film.bin': 3_000_001, 'notes.txt': 5 });
}, PATIENCE_MS);

afterEach(() => scene.close(), PATIENCE_MS);

const portOf = ({ address }: { address: string }) => address.split(':').at(-1);
/** On ::1, where opentracker as it is built does not listen; it tells of all who came. */
async function trackerOnIpv6() {
  const tracker = await ScriptedUdpTracker.start(new NodeUdp(), { host: '::1', port: 0 });
  let came: () => void = () => {};
  const someone = new Promise<void>((resolve) => {
    came = resolve;
  });
  tracker.answer = (heard) => {
    const reply = tracker.usual(heard);
    if (heard.action !== 1) return reply;
    // BEP 15: where the announcing peer listens.
    const port = new DataView(heard.datagram.buffer).getUint16(96);
    tracker.peers.push({ host: heard.from.host, port });
    came();
    return reply;
  };
  const stop = async () => tracker.close();
  return { url: `udp://[::1]:${tracker.port}/announce`, someone, stop };
}

const arrived = async () => expect(await differencesIn(files, downloads)).toEqual([]);

describeWith(['libtorrent', 'opentracker'], () => {
  let tracker: Opentracker;

  beforeEach(async () => {
    tracker = await scene.keep(Opentracker.start());
    torrent = await makeTorrent(files, { trackers: [tracker.udpUrl] });
    await tracker.allow(torrent.infoHash);
  }, PATIENCE_MS);

  test('Rill finds libtorrent by a tracker over UDP', async () => {
    await scene.keep(seedWithLibtorrent(torrent));
    await tracker.hasSeeder(torrent.infoHash);
    const client = await scene.keep(rill.download(torrent.path, downloads));
    await client.complete(PATIENCE_MS);
    await arrived();
  });

  test('libtorrent finds Rill by a tracker over UDP', async () => {
    await scene.keep(rill.seed(torrent.path, scene.dir));
    await tracker.hasSeeder(torrent.infoHash);
    const client = await scene.keep(downloadWithLibtorrent(torrent, downloads));
    await client.complete(PATIENCE_MS);
    await arrived();
  });

  test('Rill gets a magnet link from Rill by a tracker over UDP', async () => {
    await scene.keep(rill.seed(torrent.path, scene.dir));
    await tracker.hasSeeder(torrent.infoHash);
    const link = magnetLink(torrent, { tracker: tracker.udpUrl });
    const client = await scene.keep(rill.download(link, downloads));
    await client.complete(PATIENCE_MS);
    await arrived();
  });
});

describeWith('libtorrent', () => {
  const six = hasIpv6 ? test : test.skip;
  const settings = { listen_interfaces: '[::1]:0', outgoing_interfaces: '' };

  beforeEach(async () => {
    torrent = await makeTorrent(files);
  });

  six('libtorrent dials Rill over ::1', async () => {
    const seeder = await scene.keep(rill.seed(torrent.path, scene.dir));
    const client = await scene.keep(
      downloadWithLibtorrent(torrent, downloads, { settings }),
    );
    client.addPeer(`[::1]:${portOf(seeder)}`);
    await client.complete(PATIENCE_MS);
    await arrived();
  });

  six('Rill dials libtorrent over ::1', async () => {
    const seeder = await scene.keep(seedWithLibtorrent(torrent, { settings }));
    const peer = `[::1]:${portOf(seeder)}`;
    const client = await scene.keep(rill.download(torrent.path, downloads, [peer]));
    await client.complete(PATIENCE_MS);
    await arrived();
  });

  six('Rill finds libtorrent by a tracker over UDP at ::1', async () => {
    const tracker = await scene.keep(trackerOnIpv6());
    torrent = await makeTorrent(files, { trackers: [tracker.url] });
    await scene.keep(seedWithLibtorrent(torrent, { settings }));
    await tracker.someone;
    const client = await scene.keep(rill.download(torrent.path, downloads));
    await client.complete(PATIENCE_MS);
    await arrived();
  });

  six('libtorrent finds Rill by a tracker over UDP at ::1', async () => {
    const tracker = await scene.keep(trackerOnIpv6());
    torrent = await makeTorrent(files, { trackers: [tracker.url] });
    await scene.keep(rill.seed(torrent.path, scene.dir));
    await tracker.someone;
    const client = await scene.keep(
      downloadWithLibtorrent(torrent, downloads, { settings }),
    );
    await client.complete(PATIENCE_MS);
    await arrived();
  });
});
