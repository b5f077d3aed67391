import { randomBytes } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SystemClock } from '../../background/host/system-clock.ts';
import { NodeDns } from '../../background/platform/node/dns.ts';
import { NodeRandom } from '../../background/platform/node/random.ts';
import { NodeUdp } from '../../background/platform/node/udp.ts';
import { formatEndpoint } from '../../src/bytes/endpoint.ts';
import { fromHex, toHex } from '../../src/bytes/hex.ts';
import { encodeUtf8 } from '../../src/bytes/text.ts';
import type { AnnounceRequest } from '../../src/protocol/tracker/announce-url.ts';
import { encodeUdpAnnounce } from '../../src/protocol/tracker/udp-request.ts';
import { UdpTracker } from '../../src/tracker/udp-tracker.ts';
import { describeWith } from '../support/counterpart.ts';
import { makeFileSet } from '../support/file-set.ts';
import { LOOPBACK } from '../support/host.ts';
import { downloadWithLibtorrent } from '../support/libtorrent.ts';
import { Opentracker } from '../support/opentracker.ts';
import { LOOPBACK_6, tracks } from '../support/opentracker-families.ts';
import { Scene } from '../support/scene.ts';
import { ScriptedUdpTracker } from '../support/scripted-udp-tracker.ts';
import { makeTorrent } from '../support/torrent.ts';

const PATIENCE_MS = 20_000;
const never = new AbortController().signal;
const addresses = Object.values(networkInterfaces()).flat();
const hasIpv6 = addresses.some((one) => one?.address === '::1');

let client: UdpTracker;

beforeEach(() => {
  client = new UdpTracker({
    udp: new NodeUdp(),
    dns: new NodeDns(),
    clock: new SystemClock(),
    random: new NodeRandom(),
  });
});

afterEach(() => client.close());

function requestOf(
  infoHash: Uint8Array,
  peer: string,
  changes: Partial<AnnounceRequest> = {},
): AnnounceRequest {
  return {
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
  };
}

describeWith('opentracker', () => {
  describe.each([
    ['ipv4', LOOPBACK, '127.0.0.1'],
    ['ipv6', LOOPBACK_6, '[::1]'],
  ] as const)('over %s', (family, host, address) => {
    const check = tracks[family] ? test : test.skip;
    let scene: Scene;
    let tracker: Opentracker;
    let infoHash: Uint8Array;

    beforeEach(async () => {
      scene = await Scene.open();
      tracker = await scene.keep(Opentracker.start(host));
      infoHash = new Uint8Array(randomBytes(20));
      await tracker.allow(toHex(infoHash));
    });
    afterEach(() => scene.close());

    const announce = (peer: string, changes: Partial<AnnounceRequest>) =>
      client.announce(tracker.udpUrl, family, requestOf(infoHash, peer, changes), never);

    check('introduces peers to each other, and forgets who left', async () => {
      expect(await client.families(tracker.udpUrl, never)).toEqual([family]);
      await announce('one', { port: 6001 });
      const second = await announce('two', { port: 6002, left: 0 });
      expect(second.peers.map(formatEndpoint)).toContain(`${address}:6001`);
      const first = await announce('one', { port: 6001, event: undefined });
      expect(first.peers.map(formatEndpoint)).toContain(`${address}:6002`);
      expect([first.seeds, first.leechers]).toEqual([1, 1]);
      expect(first.interval).toBeGreaterThanOrEqual(30);
      await announce('two', { port: 6002, left: 0, event: 'stopped', numWant: 0 });
      const alone = await announce('one', { port: 6001, event: undefined });
      expect(alone.peers.map(formatEndpoint)).not.toContain(`${address}:6002`);
    });

    check('tells of several torrents in one scrape', async () => {
      const hashes = [infoHash];
      for (let more = 0; more < 2; more++) {
        const hash = new Uint8Array(randomBytes(20));
        await tracker.allow(toHex(hash));
        hashes.push(hash);
      }
      await announce('one', { port: 6001, left: 0, event: 'completed' });
      await announce('two', { port: 6002 });
      const counts = await client.scrape(tracker.udpUrl, hashes, never);
      expect(counts).toHaveLength(3);
      expect(counts[0]).toMatchObject({ seeds: 1, leechers: 1 });
      expect(counts[1]).toMatchObject({ seeds: 0, leechers: 0 });
    });

    check('refuses a torrent that it was not told of', async () => {
      const stranger = requestOf(new Uint8Array(randomBytes(20)), 'one');
      const asking = client.announce(tracker.udpUrl, family, stranger, never);
      const error = await asking.catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'refused-by-tracker' });
    });

    // "localhost" is not everywhere a name of ::1, too.
    const named = family === 'ipv4' ? check : test.skip;
    named('is found by name', async () => {
      const url = `udp://localhost:${tracker.port}/announce?auth=x`;
      const found = await client.announce(url, family, requestOf(infoHash, 'one'), never);
      expect(found.leechers).toBe(1);
    });
  });
});

describe('over IPv6', () => {
  const six = hasIpv6 ? test : test.skip;

  six('a tracker on ::1 is asked, and tells of IPv6 peers', async () => {
    const tracker = await ScriptedUdpTracker.start(new NodeUdp(), {
      host: '::1',
      port: 0,
    });
    tracker.peers = [{ host: '2001:db8::2', port: 7 }];
    const url = `udp://[::1]:${tracker.port}/announce`;
    const request = requestOf(new Uint8Array(20), 'one');
    try {
      expect(await client.families(url, never)).toEqual(['ipv6']);
      const { peers } = await client.announce(url, 'ipv6', request, never);
      expect(peers).toEqual(tracker.peers);
      const [counts] = await client.scrape(url, [new Uint8Array(20).fill(9)], never);
      expect(counts).toEqual({ seeds: 9, completed: 2, leechers: 3 });
      expect(tracker.actions).toEqual(['connect', 'announce', 'scrape']);
    } finally {
      tracker.close();
    }
  });
});

describeWith('libtorrent', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await Scene.open();
  });
  afterEach(() => scene.close());

  test('announces as we do, path and query behind it', async () => {
    const tracker = await ScriptedUdpTracker.start(new NodeUdp(), {
      host: '127.0.0.1',
      port: 0,
    });
    const url = `udp://127.0.0.1:${tracker.port}/announce?auth=x`;
    const files = await makeFileSet(scene.dir, 'set', { 'one.bin': 50_000 });
    const torrent = await makeTorrent(files, { trackers: [url] });
    try {
      await scene.keep(downloadWithLibtorrent(torrent, scene.dir));
      const until = Date.now() + PATIENCE_MS;
      while (tracker.heard.length < 2 && Date.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(tracker.actions.slice(0, 2)).toEqual(['connect', 'announce']);
      const theirs = tracker.heard[1]!.datagram;
      const view = new DataView(theirs.buffer);
      const ours = encodeUdpAnnounce(
        tracker.heard[1]!,
        {
          infoHash: fromHex(torrent.infoHash)!,
          peerId: theirs.slice(36, 56),
          port: view.getUint16(96),
          uploaded: 0,
          downloaded: 0,
          left: Number(view.getBigUint64(64)),
          numWant: view.getInt32(92),
          key: view.getUint32(88),
          event: 'started',
          trackerId: undefined,
        },
        '/announce?auth=x',
      );
      expect(toHex(theirs)).toBe(toHex(ours));
    } finally {
      tracker.close();
    }
  });
});
