import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { folderRef } from '../../background/platform/node/folders.ts';
import { nodePorts } from '../../background/platform/node/ports.ts';
import type { AddResult, Command } from '../../src/api/contract.ts';
import type { TorrentPeers } from '../../src/api/peers.ts';
import type { Settings } from '../../src/api/settings.ts';
import type { TrackerStatus } from '../../src/api/trackers.ts';
import { formatEndpoint } from '../../src/bytes/endpoint.ts';
import { toHex } from '../../src/bytes/hex.ts';
import { encodeUtf8 } from '../../src/bytes/text.ts';
import { HttpClient } from '../../src/http/http-client.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { AnnounceRequest } from '../../src/protocol/tracker/announce-url.ts';
import { Session } from '../../src/session/session.ts';
import { HttpTracker } from '../../src/tracker/http-tracker.ts';
import { describeWith } from '../support/counterpart.ts';
import { differencesIn, type FileSet, makeFileSet } from '../support/file-set.ts';
import { LOOPBACK } from '../support/host.ts';
import { downloadWithLibtorrent, seedWithLibtorrent } from '../support/libtorrent.ts';
import { Opentracker } from '../support/opentracker.ts';
import { LOOPBACK_6, tracks } from '../support/opentracker-families.ts';
import { Scene } from '../support/scene.ts';
import { SmallTracker } from '../support/small-tracker.ts';
import { makeTorrent, type Torrent } from '../support/torrent.ts';

const MIB = 1 << 20;
const PATIENCE_MS = 20_000;
const FACT_MS = 8_000;
const never = new AbortController().signal;
/** libtorrent on ::1 alone. */
const OVER_V6 = { listen_interfaces: '[::1]:0', outgoing_interfaces: '' };

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);
/** A session in this process, which finds peers by trackers alone. */
class TestSession {
  readonly #session: Session;

  static async start(
    dir: string,
    changes: Partial<Ports> = {},
    more: Partial<Settings> = {},
  ): Promise<TestSession> {
    const store = join(dir, 'state');
    const folder = join(dir, 'downloads');
    await mkdir(folder, { recursive: true });
    const ports = nodePorts({ storeDir: store, folder, log: { write: () => {} } });
    const settings = { listenPort: 0, dht: false, lsd: false, pex: false, ...more };
    const session = await Session.start(
      { ...ports, ...changes },
      {
        host: 'test',
        memoryBudget: 64 * MIB,
        settings,
        transport: () => 'node',
        settingsChanged: () => {},
      },
    );
    return new TestSession(session);
  }

  private constructor(session: Session) {
    this.#session = session;
  }

  execute(command: Exclude<Command, { kind: 'subscribe' | 'watch' }>): Promise<unknown> {
    return this.#session.execute(command);
  }

  /** `dir`: where its files are, or go; default: the session's own folder. */
  async add(torrent: Torrent, dir?: string): Promise<string> {
    const base64 = (await readFile(torrent.path)).toString('base64');
    const source = { kind: 'file', base64 } as const;
    const folder = dir === undefined ? undefined : folderRef(dir);
    return ((await this.execute({ kind: 'add', source, folder })) as AddResult).id;
  }

  async trackers(id: string): Promise<TrackerStatus[]> {
    return (await this.execute({ kind: 'get-trackers', id })) as TrackerStatus[];
  }

  async peers(id: string): Promise<string[]> {
    const { peers } = (await this.execute({ kind: 'get-peers', id })) as TorrentPeers;
    return peers.map(({ address }) => address);
  }

  async status(id: string): Promise<string | undefined> {
    return this.#session.rows().find((row) => row.id === id)?.status;
  }

  stop(): Promise<void> {
    return this.#session.stop();
  }
}

let scene: Scene;
let files: FileSet;

beforeEach(async () => {
  scene = await Scene.open();
  files = await makeFileSet(scene.dir, 'set', {
    'film.bin': 2 * MIB + 1,
    'notes.txt': 5,
  });
});
afterEach(() => scene.close(), PATIENCE_MS);

async function until(
  what: string,
  fact: () => Promise<boolean> | boolean,
): Promise<void> {
  const end = Date.now() + FACT_MS;
  while (!(await fact())) {
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const open = () => scene.keep(TestSession.start(scene.dir));
const downloads = () => join(scene.dir, 'downloads');
const arrived = async () => expect(await differencesIn(files, downloads())).toEqual([]);

describeWith('opentracker', () => {
  let client: HttpTracker;

  beforeEach(() => {
    const { tcp, dns, https, clock } = nodePorts({
      storeDir: scene.dir,
      folder: scene.dir,
      log: { write: () => {} },
    });
    client = new HttpTracker(new HttpClient({ tcp, https, clock }, 'Rill/1'), {
      dns,
      clock,
    });
  });

  const requestOf = (
    infoHash: Uint8Array,
    peer: string,
    changes: Partial<AnnounceRequest> = {},
  ): AnnounceRequest => ({
    infoHash,
    peerId: encodeUtf8(`-RL0100-${peer.padEnd(12, '.')}`),
    port: 6881,
    uploaded: 0,
    downloaded: 0,
    left: 1000,
    numWant: 50,
    key: 1,
    event: 'started',
    trackerId: undefined,
    ...changes,
  });

  describe.each([
    ['ipv4', LOOPBACK, '127.0.0.1'],
    ['ipv6', LOOPBACK_6, '[::1]'],
  ] as const)('over %s', (family, host, address) => {
    const check = tracks[family] ? test : test.skip;

    check(
      'introduces peers to each other, counts them, and forgets who left',
      async () => {
        const tracker = await scene.keep(Opentracker.start(host));
        const infoHash = new Uint8Array(randomBytes(20));
        await tracker.allow(toHex(infoHash));
        const announce = (peer: string, changes: Partial<AnnounceRequest>) =>
          client.announce(
            tracker.httpUrl,
            family,
            requestOf(infoHash, peer, changes),
            never,
          );
        expect(await client.families(tracker.httpUrl, never)).toEqual([family]);
        await announce('one', { port: 6001 });
        const second = await announce('two', { port: 6002, left: 0 });
        expect(second.peers.map(formatEndpoint)).toContain(`${address}:6001`);
        await announce('two', { port: 6002, left: 0, event: 'completed' });
        const stranger = new Uint8Array(randomBytes(20));
        const counts = await client.scrape(tracker.httpUrl, [stranger, infoHash], never);
        expect(counts).toEqual([undefined, { seeds: 1, leechers: 1, completed: 1 }]);
        await announce('two', { port: 6002, left: 0, event: 'stopped', numWant: 0 });
        const alone = await announce('one', { port: 6001, event: undefined });
        expect([alone.seeds, alone.leechers]).toEqual([0, 1]);
      },
    );

    check('its refusal of a torrent is shown in its own words', async () => {
      const tracker = await scene.keep(Opentracker.start(host));
      const session = await open();
      const torrent = await makeTorrent(files, { trackers: [tracker.httpUrl] });
      const id = await session.add(torrent);
      await until(
        'asked',
        async () => (await session.trackers(id))[0]?.state === 'failing',
      );
      expect(await session.trackers(id)).toMatchObject([
        {
          family,
          lastAnswer: null,
          error: {
            code: 'refused-by-tracker',
            message: expect.stringMatching(/not authori[sz]ed/),
          },
        },
      ]);
    });
  });
});

describeWith(['libtorrent', 'opentracker'], () => {
  describe.each([
    ['ipv4', LOOPBACK, {}],
    ['ipv6', LOOPBACK_6, OVER_V6],
  ] as const)('over %s', (family, host, settings) => {
    const check = tracks[family] ? test : test.skip;

    check('finds libtorrent, and tells what the tracker says', async () => {
      const tracker = await scene.keep(Opentracker.start(host));
      const torrent = await makeTorrent(files, { trackers: [tracker.httpUrl] });
      await tracker.allow(torrent.infoHash);
      await scene.keep(seedWithLibtorrent(torrent, { settings }));
      await tracker.hasSeeder(torrent.infoHash);
      const session = await open();
      const id = await session.add(torrent);
      await until('complete', async () => (await session.status(id)) === 'seeding');
      await arrived();
      await until(
        'counted',
        async () => (await session.trackers(id))[0]!.completed !== null,
      );
      const [status] = await session.trackers(id);
      expect(status).toMatchObject({ url: tracker.httpUrl, family, state: 'working' });
      expect(status!.seeds).toBeGreaterThanOrEqual(1);
      expect(status!.nextAnnounce).toBeGreaterThan(Date.now());
    });
  });
});

describeWith('libtorrent', () => {
  const check = hasIpv6 ? test : test.skip;

  check('finds libtorrent by a tracker over IPv6 (BEP 7)', async () => {
    const tracker = await scene.keep(SmallTracker.start('::1'));
    const url = `http://[::1]:${tracker.port}/announce`;
    const torrent = await makeTorrent(files, { trackers: [url] });
    await scene.keep(seedWithLibtorrent(torrent, { settings: OVER_V6 }));
    await until('announced', () => tracker.count('ipv6') === 1);
    const session = await open();
    const id = await session.add(torrent);
    await until('complete', async () => (await session.status(id)) === 'seeding');
    await arrived();
  });

  check('is found by libtorrent by a tracker over IPv6', async () => {
    const tracker = await scene.keep(SmallTracker.start('::1'));
    const url = `http://[::1]:${tracker.port}/announce`;
    const torrent = await makeTorrent(files, { trackers: [url] });
    const session = await open();
    const id = await session.add(torrent, scene.dir);
    await until('seeding', async () => (await session.status(id)) === 'seeding');
    await until('announced', () => tracker.count('ipv6') === 1);
    const settings = OVER_V6;
    const client = await scene.keep(
      downloadWithLibtorrent(torrent, downloads(), { settings }),
    );
    await client.complete(PATIENCE_MS);
    await arrived();
  });

  check('a tracker with addresses of both families brings peers of both', async () => {
    const tracker = await scene.keep(SmallTracker.start('127.0.0.1', '::1'));
    const at = (host: string) => `http://${host}:${tracker.port}/announce`;
    const toFour = await makeTorrent(files, { trackers: [at('127.0.0.1')] });
    await scene.keep(seedWithLibtorrent(toFour));
    const toSix = await makeTorrent(files, { trackers: [at('[::1]')] });
    const settings = OVER_V6;
    await scene.keep(seedWithLibtorrent(toSix, { settings }));
    await until('announced', () => tracker.count('ipv4') + tracker.count('ipv6') === 2);
    const resolve = async (name: string) =>
      name === 'tracker.local' ? ['127.0.0.1', '::1'] : [name];
    // Slow enough that whom it meets can be seen.
    const rate = { downLimit: 500_000, limitLocal: true };
    const session = await scene.keep(
      TestSession.start(scene.dir, { dns: { resolve } }, rate),
    );
    const torrent = await makeTorrent(files, { trackers: [at('tracker.local')] });
    const id = await session.add(torrent);
    await until('met both', async () => (await session.peers(id)).length === 2);
    expect(
      (await session.peers(id)).map((peer) => peer.startsWith('[::1]')).sort(),
    ).toEqual([false, true]);
    const states = (await session.trackers(id)).map(({ family, state }) => [
      family,
      state,
    ]);
    expect(states).toEqual([
      ['ipv4', 'working'],
      ['ipv6', 'working'],
    ]);
    await session.execute({ kind: 'pause', id });
    await until('left', () => tracker.count('ipv4') + tracker.count('ipv6') === 2);
    expect(tracker.heard.slice(-2).sort()).toEqual(['ipv4 stopped', 'ipv6 stopped']);
  });
});
