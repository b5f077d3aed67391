import { beforeEach, expect, test } from '@jest/globals';
import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import { encode } from '../../../src/bencode/encode.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import type { DhtItem } from '../../../src/dht/item-store.ts';
import { parseLink } from '../../../src/metainfo/magnet.ts';
import { publishedHash, publishedValue } from '../../../src/torrent/published-hash.ts';
import { followed, PublisherWatch } from '../../../src/torrent/publisher-watch.ts';

const MINUTE = 60_000;
const PUBLISHER = { key: new Uint8Array(32).fill(5), salt: Uint8Array.of(6) };
const A = new Uint8Array(20).fill(0xaa);
const B = new Uint8Array(20).fill(0xbb);

let clock: MemoryClock;
/** What nodes answer; an error: the lookup failed. */
let answer: DhtItem | undefined | Error;
/** When each began, in minutes. */
let gets: number[];
/** Sequence numbers. */
let puts: DhtItem['seq'][];
/** First hex digits of the hash, and the sequence number. */
let published: string[];
let watch: PublisherWatch;

beforeEach(() => {
  clock = new MemoryClock();
  answer = undefined;
  gets = [];
  puts = [];
  published = [];
  watch = watching();
});

function watching(known?: DhtItem): PublisherWatch {
  return new PublisherWatch({
    clock,
    random: new MemoryRandom(1),
    dht: {
      get: async (key, salt, signal) => {
        expect([key, salt]).toEqual([PUBLISHER.key, PUBLISHER.salt]);
        gets.push(clock.now() / MINUTE);
        signal.throwIfAborted();
        if (answer instanceof Error) throw answer;
        return answer;
      },
      put: async ({ seq }) => puts.push(seq),
    },
    publisher: PUBLISHER,
    known,
    published: (infoHash, { seq }) =>
      published.push(`${toHex(infoHash).slice(0, 2)} ${seq}`),
  });
}

function version(seq: number, value: Uint8Array): DhtItem {
  return { ...PUBLISHER, signature: new Uint8Array(64), seq, value };
}

const naming = (seq: number, infoHash: Uint8Array) =>
  version(seq, publishedValue(infoHash));

test('tells which torrent is meant as soon as a node answers', async () => {
  answer = naming(1, A);
  watch.start();
  await clock.advance(0);
  expect(published).toEqual(['aa 1']);
});

test.each([
  ['nothing is found', undefined],
  ['nobody can be asked', new Error('no node')],
])('looks with back-off while %s', async (_, nothing) => {
  answer = nothing;
  watch.start();
  await clock.advance(30 * MINUTE);
  expect(gets).toEqual([0, 0.25, 0.75, 1.75, 3.75, 7.75, 15.75, 30.75].slice(0, 7));
  answer = naming(1, A);
  await clock.advance(MINUTE);
  expect(published).toEqual(['aa 1']);
});

test('looks every quarter of an hour, and tells of another torrent once', async () => {
  answer = naming(1, A);
  watch.start();
  await clock.advance(40 * MINUTE);
  answer = naming(2, B);
  await clock.advance(15 * MINUTE);
  expect(published).toEqual(['aa 1', 'bb 2']);
  await clock.advance(60 * MINUTE);
  expect(published).toHaveLength(2);
  expect(gets.length).toBeGreaterThanOrEqual(8);
  expect(gets.length).toBeLessThanOrEqual(10);
});

test('a newer version that names the same torrent is no news', async () => {
  answer = naming(1, A);
  watch.start();
  await clock.advance(MINUTE);
  answer = naming(2, A);
  await clock.advance(15 * MINUTE);
  answer = naming(2, B);
  await clock.advance(15 * MINUTE);
  expect(published).toEqual(['aa 1']);
});

test('an old version never comes back, not after a restart either', async () => {
  answer = naming(1, A);
  watch = watching(naming(2, B));
  watch.start();
  await clock.advance(60 * MINUTE);
  expect(published).toEqual([]);
  answer = naming(3, A);
  await clock.advance(15 * MINUTE);
  expect(published).toEqual(['aa 3']);
});

test('a version that names no torrent changes nothing, and is not kept alive', async () => {
  answer = naming(1, A);
  watch.start();
  await clock.advance(MINUTE);
  answer = version(2, encode('closed'));
  await clock.advance(20 * MINUTE);
  const before = puts.length;
  await clock.advance(180 * MINUTE);
  expect(puts).toHaveLength(before);
  expect(published).toEqual(['aa 1']);
  answer = naming(3, B);
  await clock.advance(15 * MINUTE);
  expect(published).toEqual(['aa 1', 'bb 3']);
});

test('keeps the newest version alive by putting it within each hour', async () => {
  answer = naming(1, A);
  watch.start();
  await clock.advance(MINUTE);
  expect(puts).toEqual([]);
  await clock.advance(4 * 60 * MINUTE);
  expect(puts.length).toBeGreaterThanOrEqual(4);
  expect(puts.length).toBeLessThanOrEqual(6);
  answer = naming(2, A);
  await clock.advance(20 * MINUTE);
  puts.length = 0;
  await clock.advance(120 * MINUTE);
  expect(new Set(puts)).toEqual(new Set([2]));
});

test.each([
  ['nothing', undefined],
  ['an old version', naming(6, A)],
])('nodes that have %s get the newest at once', async (_, old) => {
  answer = old;
  watch = watching(naming(7, B));
  watch.start();
  await clock.advance(0);
  expect(puts).toEqual([7]);
});

test('nothing happens once it is stopped, and it can be started again', async () => {
  answer = naming(1, A);
  watch.start();
  watch.stop();
  await clock.advance(120 * MINUTE);
  expect([published, puts]).toEqual([[], []]);
  expect(gets).toHaveLength(1);
  watch.start();
  watch.start();
  await clock.advance(0);
  expect(published).toEqual(['aa 1']);
  expect(gets).toHaveLength(2);
});

test.each([
  ['20 bytes', encode({ ih: A }), true],
  ['other keys beside', encode({ ih: A, name: 'x' }), true],
  ['19 bytes', encode({ ih: A.subarray(1) }), false],
  ['a v2 hash', encode({ ih: new Uint8Array(32) }), false],
  ['a number', encode({ ih: 1 }), false],
  ['no dictionary', encode(A), false],
  ['no bencode', new Uint8Array(3), false],
])('a value with %s names a torrent: %p', (_, value, named) => {
  expect(publishedHash(value)).toEqual(named ? A : undefined);
});

test('what is found makes of the link one for that torrent', () => {
  const key = toHex(PUBLISHER.key);
  const link = parseLink(`magnet:?xs=urn:btpk:${key}&s=06&dn=n&tr=http://t/`);
  expect(followed(link, A)).toEqual({
    ...link,
    hashes: { v1: A, v2: undefined },
    publisher: PUBLISHER,
    trackers: ['http://t/'],
  });
});
