import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { NodeTcp } from '../../background/platform/node/tcp.ts';
import { type Endpoint, parseEndpoint } from '../../src/bytes/endpoint.ts';
import { fromHex, toHex } from '../../src/bytes/hex.ts';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, type FileSet, makeFileSet } from '../support/file-set.ts';
import { downloadWithLibtorrent, seedWithLibtorrent } from '../support/libtorrent.ts';
import { Opentracker } from '../support/opentracker.ts';
import { magnetLink, RillCommand } from '../support/rill.ts';
import { Scene } from '../support/scene.ts';
import { ScriptedPeer } from '../support/sim/scripted-peer.ts';
import { makeTorrent } from '../support/torrent.ts';

const MIB = 1 << 20;
const PATIENCE_MS = 20_000;
const SIZES = { 'a.bin': 3 * MIB + 1, 'deep/b.bin': 700_000, 'c.txt': 5 };

let scene: Scene;
let rill: RillCommand;
let downloads: string;
let files: FileSet;

beforeEach(async () => {
  scene = await Scene.open();
  rill = await RillCommand.build(scene.dir);
  downloads = join(scene.dir, 'downloads');
  await mkdir(downloads);
  files = await makeFileSet(scene.dir, 'set', SIZES);
}, PATIENCE_MS);

afterEach(() => scene.close(), PATIENCE_MS);

const arrived = async () => expect(await differencesIn(files, downloads)).toEqual([]);

const V1 = { reserved: new Uint8Array(8) };
const UPGRADE = { reserved: Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0x10]) };

/** The name by which the peer answers one who dials it so. */
async function answer(
  address: string,
  name: string,
  { reserved }: { readonly reserved: Uint8Array },
): Promise<string> {
  const endpoint: Endpoint = parseEndpoint(address)!;
  const connection = await new NodeTcp().connect(endpoint, AbortSignal.timeout(5000));
  const infoHash = fromHex(name)!;
  const known = { infoHash, content: new Uint8Array(0), pieceLength: 1, pieceCount: 0 };
  const peer = new ScriptedPeer(known, connection);
  peer.shakeHands({ reserved });
  const end = Date.now() + PATIENCE_MS;
  while (!peer.theirs && !peer.closed && Date.now() < end) {
    await new Promise((next) => setImmediate(next));
  }
  peer.leave();
  return peer.theirs ? toHex(peer.theirs.infoHash) : 'nothing';
}

describeWith('libtorrent', () => {
  test('Rill answers to the names of a hybrid as libtorrent does', async () => {
    const hybrid = await makeTorrent(files, { version: 'hybrid' });
    const name2 = hybrid.v2!.slice(0, 40);
    const theirs = await scene.keep(seedWithLibtorrent(hybrid));
    const ours = await scene.keep(rill.seed(hybrid.path, scene.dir));
    for (const { address } of [theirs, ours]) {
      expect(await answer(address, hybrid.v1!, V1)).toBe(hybrid.v1);
      expect(await answer(address, hybrid.v1!, UPGRADE)).toBe(name2);
      expect(await answer(address, name2, V1)).toBe(name2);
      expect(await answer(address, name2, UPGRADE)).toBe(name2);
      expect(await answer(address, '00'.repeat(20), UPGRADE)).toBe('nothing');
    }
  });

  test('a link by the v1 hash brings a hybrid from libtorrent', async () => {
    const torrent = await makeTorrent(files, { version: 'hybrid' });
    const seeder = await scene.keep(seedWithLibtorrent(torrent));
    const link = magnetLink(torrent, { peer: seeder.address });
    const client = await scene.keep(rill.download(link, downloads));
    await client.complete(PATIENCE_MS);
    await arrived();
  });

  test('a link by the v1 hash brings a hybrid to libtorrent', async () => {
    const torrent = await makeTorrent(files, { version: 'hybrid' });
    const seeder = await scene.keep(rill.seed(torrent.path, scene.dir));
    const path = magnetLink(torrent, { peer: seeder.address });
    const client = await scene.keep(
      downloadWithLibtorrent({ ...torrent, path }, downloads),
    );
    await client.complete(PATIENCE_MS);
    await arrived();
  });
});

describeWith(['libtorrent', 'opentracker'], () => {
  /** A hybrid whose tracker knows both of its names, and a link by the v2 one. */
  async function tracked() {
    const tracker = await scene.keep(Opentracker.start());
    const hybrid = await makeTorrent(files, {
      version: 'hybrid',
      trackers: [tracker.httpUrl],
    });
    const name2 = hybrid.v2!.slice(0, 40);
    for (const name of [hybrid.v1!, name2]) await tracker.allow(name);
    const trackers = `tr=${encodeURIComponent(tracker.httpUrl)}`;
    const link = `magnet:?xt=urn:btmh:1220${hybrid.v2}&${trackers}`;
    return { hybrid, link, seeded: () => tracker.hasSeeder(name2) };
  }

  test('who knows a hybrid only as v2 finds Rill at the tracker', async () => {
    const { hybrid, link, seeded } = await tracked();
    await scene.keep(rill.seed(hybrid.path, scene.dir));
    await seeded();
    const wanted = { ...hybrid, path: link };
    const client = await scene.keep(downloadWithLibtorrent(wanted, downloads));
    await client.complete(PATIENCE_MS);
    await arrived();
  });

  test('where Rill knows a hybrid only as v2 it finds others at the tracker', async () => {
    const { hybrid, link, seeded } = await tracked();
    await scene.keep(seedWithLibtorrent(hybrid));
    await seeded();
    const client = await scene.keep(rill.download(link, downloads));
    await client.complete(PATIENCE_MS);
    await arrived();
  });
});
