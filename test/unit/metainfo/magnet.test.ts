import { expect, test } from '@jest/globals';
import { formatEndpoint } from '../../../src/bytes/endpoint.ts';
import { fromHex, toHex } from '../../../src/bytes/hex.ts';
import { decodeLatin1 } from '../../../src/bytes/text.ts';
import { InputError } from '../../../src/errors/input-error.ts';
import { parseMagnet } from '../../../src/metainfo/magnet.ts';
import { readVectors } from '../../support/vectors.ts';

interface Expected {
  readonly infohash_v1?: string | null;
  readonly infohash_v2?: string | null;
  readonly name?: string;
  readonly trackers?: readonly string[];
  readonly trackers_dedup?: readonly string[];
  readonly trackers_if_webtorrent_supported?: readonly string[];
  readonly webseeds?: readonly string[];
  readonly peers?: readonly [string, number][];
  readonly peers_dedup?: readonly [string, number][];
}

interface Vector {
  readonly uri: string | null;
  readonly uri_latin1_bytes_hex?: string;
  readonly valid: boolean | null;
  readonly expect: Expected | null;
}

const { parse } = readVectors<{ parse: Vector[] }>('magnets.json');

const all = parse.map(({ uri, uri_latin1_bytes_hex, valid, expect: expected }) => ({
  uri: uri ?? decodeLatin1(fromHex(uri_latin1_bytes_hex ?? '')!),
  valid,
  expected: expected ?? {},
}));

/** Those with no v1 info hash are refused for now. */
function isV2Only({ expected }: (typeof all)[number]): boolean {
  return typeof expected.infohash_v2 === 'string' && !expected.infohash_v1;
}

function hosts(peers: readonly [string, number][]): string[] {
  return peers.map(([host, port]) => formatEndpoint({ host, port }));
}

const accepted = all.filter((vector) => vector.valid === true && !isV2Only(vector));

test.each(accepted)('reads $uri', ({ uri, expected }) => {
  const magnet = parseMagnet(uri);
  expect(magnet.infoHash).toHaveLength(20);
  if (expected.infohash_v1) expect(toHex(magnet.infoHash)).toBe(expected.infohash_v1);
  if (expected.name !== undefined) expect(magnet.displayName).toBe(expected.name);
  const trackers =
    expected.trackers_if_webtorrent_supported ??
    expected.trackers ??
    expected.trackers_dedup;
  if (trackers) expect(magnet.trackers).toEqual(trackers);
  if (expected.webseeds) expect(magnet.webSeeds).toEqual(expected.webseeds);
  const peers = expected.peers ?? expected.peers_dedup;
  if (peers) expect(magnet.peers).toEqual(hosts(peers));
});

// Where sources disagree (valid: null) the strict reading is taken.
const refused = all.filter((vector) => vector.valid !== true || isV2Only(vector));

test.each(refused)('refuses $uri', (vector) => {
  const code = isV2Only(vector) ? 'v2-only' : 'bad-magnet';
  expect(() => parseMagnet(vector.uri)).toThrow(
    expect.objectContaining({ name: 'InputError', code }),
  );
});

test('says that a v2-only link is one', () => {
  const uri = `magnet:?xt=urn:btmh:1220${'cd'.repeat(32)}`;
  expect(() => parseMagnet(uri)).toThrow(
    expect.objectContaining({
      code: 'v2-only',
      message: expect.stringContaining('version 2 (BitTorrent v2) only'),
    }),
  );
});

test('keeps the addresses of the torrent file itself', () => {
  const hash = 'ab'.repeat(20);
  const uri = `magnet:?xt=urn:btih:${hash}&xs=http%3A%2F%2Fa%2Ft.torrent&xs=urn:btpk:00`;
  expect(parseMagnet(uri).exactSources).toEqual(['http://a/t.torrent']);
});

test('a link of 64 KiB is read at once, a longer one not at all', () => {
  const start = `magnet:?xt=urn:btih:${'ab'.repeat(20)}`;
  expect(parseMagnet(start + '&a='.repeat(21_000)).trackers).toEqual([]);
  expect(() => parseMagnet(start + '&a='.repeat(22_000))).toThrow(InputError);
});
