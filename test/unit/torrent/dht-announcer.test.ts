import { beforeEach, expect, test } from '@jest/globals';
import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import type { PeerSearchOptions } from '../../../src/torrent/dht.ts';
import { DhtAnnouncer } from '../../../src/torrent/dht-announcer.ts';

const V1 = new Uint8Array(20).fill(1);
const V2 = new Uint8Array(32).fill(2);
const PEER = { host: '81.0.0.1', port: 6881 };
const MINUTE = 60_000;

let clock: MemoryClock;
/** When each search began, in seconds, and the first hex digits of what it was for. */
let begun: string[];
let searches: PeerSearchOptions[];
let end: () => void;
let needsPeers: boolean;
let seed: boolean;
let found: string[];
let ours: Set<string>;

beforeEach(() => {
  clock = new MemoryClock();
  begun = [];
  searches = [];
  found = [];
  ours = new Set();
  needsPeers = seed = false;
});

function announcer(hashes = { v1: V1, v2: undefined as Uint8Array | undefined }) {
  return new DhtAnnouncer({
    clock,
    random: new MemoryRandom(1),
    nodes: ['10.0.0.1:6881'],
    dht: {
      search: (infoHash, options) => {
        begun.push(`${clock.now() / 1000} ${toHex(infoHash).slice(0, 2)}`);
        searches.push(options);
        return new Promise((resolve) => {
          end = resolve;
          options.signal.addEventListener('abort', () => resolve());
        });
      },
    },
    identity: { hashes, peerId: new Uint8Array(20), dht: undefined },
    seed: () => seed,
    needsPeers: () => needsPeers,
    isOurs: ({ host }) => ours.has(host),
    found: ([peer], version) => found.push(`${peer?.host} ${version}`),
  });
}

test('looks at once, and tells whom it finds', () => {
  const dht = announcer();
  dht.announce();
  searches[0]!.found([PEER]);
  expect(begun).toEqual(['0 01']);
  expect(found).toEqual(['81.0.0.1 v1']);
  expect(dht.status).toEqual({ searching: true, peers: 1, next: undefined });
});

test('looks for a hybrid under both of its names', () => {
  announcer({ v1: V1, v2: V2 }).announce();
  expect(begun).toEqual(['0 01', '0 02']);
  searches[1]!.found([PEER]);
  expect(found).toEqual(['81.0.0.1 v2']);
});

test('announces again before nodes forget it, a little earlier each time by chance', async () => {
  const dht = announcer();
  dht.announce();
  end();
  await clock.advance(13 * MINUTE);
  expect(begun).toHaveLength(1);
  await clock.advance(2 * MINUTE);
  expect(begun).toHaveLength(2);
});

test('looks more often while it stands still for want of peers, ever less so', async () => {
  needsPeers = true;
  announcer().announce();
  for (let second = 0; second < 120; second++) {
    end();
    await clock.advance(1000);
  }
  expect(begun.map((line) => Number.parseInt(line, 10))).toEqual([0, 15, 45, 105]);
});

test('says at once that it is a seed now, after the search that is under way', async () => {
  const dht = announcer();
  dht.announce();
  seed = true;
  dht.announce();
  expect(searches).toHaveLength(1);
  end();
  await clock.advance(1);
  expect(searches.map((search) => search.seed)).toEqual([false, true]);
});

test('is silent once it is stopped', async () => {
  const dht = announcer();
  dht.announce();
  dht.stop();
  searches[0]!.found([PEER]);
  await clock.advance(60 * MINUTE);
  dht.announce();
  expect(searches).toHaveLength(1);
  expect(searches[0]!.signal.aborted).toBe(true);
  expect(found).toEqual([]);
});

test('does not count ourselves, also where that turns out later', () => {
  const dht = announcer();
  dht.announce();
  searches[0]!.found([PEER, { host: '9.9.9.9', port: 1 }]);
  expect(dht.status.peers).toBe(2);
  ours.add('9.9.9.9');
  expect(dht.status.peers).toBe(1);
});
