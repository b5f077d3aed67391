import { describe, expect, test } from '@jest/globals';
import { formatEndpoint } from '../../../src/bytes/endpoint.ts';
import { fromHex, toHex } from '../../../src/bytes/hex.ts';
import { decodeLatin1 } from '../../../src/bytes/text.ts';
import type { FileRange } from '../../../src/metainfo/file-selection.ts';
import { type Magnet, parseLink, parseMagnet } from '../../../src/metainfo/magnet.ts';
import { readVectors } from '../../support/vectors.ts';

type Hosts = readonly (readonly [string, number])[];

interface Expected {
  readonly infohash_v1?: string | null;
  readonly infohash_v2?: string | null;
  readonly name?: string;
  readonly xl?: number;
  readonly trackers?: readonly string[];
  readonly trackers_dedup?: readonly string[];
  readonly trackers_any_order?: readonly string[];
  readonly trackers_if_webtorrent_supported?: readonly string[];
  readonly num_trackers?: number;
  readonly webseeds?: readonly string[];
  readonly peers?: Hosts;
  readonly peers_dedup?: Hosts;
  readonly dht_nodes?: Hosts;
  readonly select_only?: readonly number[] | null;
}

interface Vector {
  readonly source: string;
  readonly uri: string | null;
  readonly uri_latin1_bytes_hex?: string;
  readonly valid: boolean | null;
  readonly expect: Expected | null;
}

const { parse } = readVectors<{ parse: Vector[] }>('magnets.json');

/** Where the sources disagree (valid: null), what Rill does, and why. */
const DISPUTED: Readonly<Record<string, 'accepted' | 'refused'>> = {
  // A scheme of one program's own.
  'stream-magnet:?xt=urn:btih:d2474e86c95b19b8bcfdb92bc12c9d44667cfa36': 'refused',
  // Most refuse an authority, even an empty one.
  'magnet:///?xt=urn:btih:d2354010a3ca4ade5b7427bb093a62a3899ff381&dn=Display%20Name&tr=http%3A%2F%2Ftracker.openbittorrent.com%2Fannounce&tr=http%3A%2F%2Ftracker.opentracker.org%2Fannounce&ws=http%3A%2F%2Fserver.webseed.org%2Fpath%2Fto%2Ffile':
    'refused',
  // An info hash alone can mean nothing else; three of the sources accept it.
  '2I2UAEFDZJFN4W3UE65QSOTCUOEZ744B': 'accepted',
  d2354010a3ca4ade5b7427bb093a62a3899ff381: 'accepted',
};

const all = parse.map(({ source, uri, uri_latin1_bytes_hex, valid, expect: it }) => {
  const text = uri ?? decodeLatin1(fromHex(uri_latin1_bytes_hex ?? '')!);
  return { source, uri: text, valid: valid ?? DISPUTED[text], expected: it ?? {} };
});

function hex(hash: Uint8Array | undefined): string | null {
  return hash ? toHex(hash) : null;
}

function hosts(endpoints: Hosts): string[] {
  return endpoints.map(([host, port]) => formatEndpoint({ host, port }));
}

function indices(selection: readonly FileRange[] | undefined): number[] | null {
  const all = selection?.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, at) => first + at),
  );
  return all ? [...new Set(all)].sort((a, b) => a - b) : null;
}

/** Of a magnet, what the vector speaks of, in its terms. */
function inTermsOf(expected: Expected, magnet: Magnet): Expected {
  const { hashes, trackers, peers, nodes, selection } = magnet;
  const said: Required<Expected> = {
    infohash_v1: hex(hashes.v1),
    infohash_v2: hex(hashes.v2),
    name: magnet.displayName ?? '',
    xl: magnet.size ?? 0,
    trackers,
    trackers_dedup: trackers,
    trackers_any_order: [...trackers].sort(),
    trackers_if_webtorrent_supported: trackers,
    num_trackers: trackers.length,
    webseeds: magnet.webSeeds,
    peers: peers as never,
    peers_dedup: peers as never,
    dht_nodes: nodes as never,
    select_only: indices(selection),
  };
  const keys = Object.keys(expected) as (keyof Expected)[];
  return Object.fromEntries(keys.map((key) => [key, said[key]]));
}

/**
 * What Rill does not read: tiers are one each; keywords; "as" may be any server's file; what
 * a vector says of refusals, of other programs, or of what was left out.
 */
const UNREAD =
  /^(?:tiers|keywords|webseeds_from_as|note|scrape_urls|roundtrips_exactly)$/;

function readable(expected: Expected): Expected {
  const known: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(expected)) {
    if (UNREAD.test(key)) continue;
    known[key] = /^(?:peers|peers_dedup|dht_nodes)$/.test(key)
      ? hosts(value as Hosts)
      : value;
  }
  // Rill has the schemes of WebTorrent's trackers.
  if ('trackers_if_webtorrent_supported' in known) delete known.trackers;
  return known;
}

describe('of the known answers', () => {
  const accepted = all.filter(({ valid }) => valid === true || valid === 'accepted');
  const refused = all.filter(({ valid }) => valid === false || valid === 'refused');

  test('each is decided', () => {
    expect(accepted.length + refused.length).toBe(all.length);
  });

  test.each(accepted)('reads $uri ($source)', ({ uri, expected }) => {
    const known = readable(expected);
    expect(inTermsOf(known, parseMagnet(uri))).toEqual(known);
  });

  test.each(refused)('refuses $uri ($source)', ({ uri }) => {
    expect(() => parseMagnet(uri)).toThrow(
      expect.objectContaining({ name: 'InputError', code: 'bad-magnet' }),
    );
  });
});

const V1 = 'ab'.repeat(20);
const V2 = 'cd'.repeat(32);
const LINK = `magnet:?xt=urn:btih:${V1}`;

function hashesOf(link: string): (string | null)[] {
  const { hashes } = parseMagnet(link);
  return [hex(hashes.v1), hex(hashes.v2)];
}

test.each([
  ['in upper case', `MAGNET:?XT=URN:BTIH:${V1.toUpperCase()}`, [V1, null]],
  ['v2 in upper case', `magnet:?xt=urn:btmh:1220${V2.toUpperCase()}`, [null, V2]],
  ['numbered', `magnet:?xt.1=urn:btih:${V1}&xt.2=urn:btmh:1220${V2}`, [V1, V2]],
  [
    'escaped as a whole',
    `magnet:?xt=${encodeURIComponent(`urn:btih:${V1}`)}`,
    [V1, null],
  ],
  ['out of the source of a page', `magnet:?dn=x&amp;xt=urn:btih:${V1}`, [V1, null]],
  [
    'twice: the last counts',
    `${LINK}&xt=urn:btih:${'12'.repeat(20)}`,
    ['12'.repeat(20), null],
  ],
])('reads info hashes %s', (_, link, hashes) => {
  expect(hashesOf(link)).toEqual(hashes);
});

test.each([
  ['one good and one malformed', `${LINK}&xt=urn:btih:${V1}0`],
  ['a v2 hash of another function', `magnet:?xt=urn:btmh:1320${V2}`],
  ['a v2 hash under the v1 name', `magnet:?xt=urn:btih:${V2}`],
  ['digits that are neither hex nor base32', `magnet:?xt=urn:btih:${'g'.repeat(40)}`],
])('refuses %s', (_, link) => {
  expect(() => parseMagnet(link)).toThrow(
    expect.objectContaining({ code: 'bad-magnet' }),
  );
});

test('reads names in UTF-8, plain or escaped, and keeps one that is neither', () => {
  expect(parseMagnet(`${LINK}&dn=%E4%BD%A0+好`).displayName).toBe('你 好');
  expect(parseMagnet(`${LINK}&dn=caf%e9`).displayName).toBe('café');
  expect(parseMagnet(`${LINK}&dn=%C5%C`).displayName).toBeUndefined();
});

test('keeps the addresses of the torrent file itself', () => {
  const link = `${LINK}&xs=http%3A%2F%2Fa%2Ft.torrent&xs=urn:btpk:00`;
  expect(parseMagnet(link).exactSources).toEqual(['http://a/t.torrent']);
});

const KEY = '8543d3e6115f0f98c944077a4493dcd543e49c739fd998550a1f614ab36ed63e';
const PUBLISHED = `magnet:?xs=urn:btpk:${KEY}`;

function publisherOf(link: string): (string | null)[] {
  const { publisher } = parseLink(link);
  return [hex(publisher?.key), hex(publisher?.salt)];
}

test.each([
  ['without a salt', PUBLISHED, [KEY, '']],
  ['with the salt of the specification', `${PUBLISHED}&s=6e`, [KEY, '6e']],
  ['in upper case', `MAGNET:?XS=URN:BTPK:${KEY.toUpperCase()}&S=6E`, [KEY, '6e']],
  ['escaped', `magnet:?xs=${encodeURIComponent(`urn:btpk:${KEY}`)}`, [KEY, '']],
  ['beside an info hash', `${LINK}&xs=urn:btpk:${KEY}`, [KEY, '']],
  ['beside an address', `${LINK}&xs=http://a/t&xs.1=urn:btpk:${KEY}`, [KEY, '']],
  [
    'with a salt of 64 bytes',
    `${PUBLISHED}&s=${'ab'.repeat(64)}`,
    [KEY, 'ab'.repeat(64)],
  ],
])('reads the publisher of a link %s', (_, link, publisher) => {
  expect(publisherOf(link)).toEqual(publisher);
});

test.each([
  ['of 31 bytes', `xs=urn:btpk:${KEY.slice(2)}`],
  ['that is no hex', `xs=urn:btpk:${KEY.replace('8', 'g')}`],
  ['with a salt of 65 bytes', `xs=urn:btpk:${KEY}&s=${'ab'.repeat(65)}`],
  ['with half a byte of salt', `xs=urn:btpk:${KEY}&s=6`],
])('a key %s is none: beside an info hash it is left out, alone refused', (_, field) => {
  expect(publisherOf(`${LINK}&${field}`)).toEqual([null, null]);
  expect(() => parseLink(`magnet:?${field}`)).toThrow(
    expect.objectContaining({ code: 'bad-magnet' }),
  );
});

test('a link that has only a publisher has no torrent yet', () => {
  expect(parseLink(`${PUBLISHED}&dn=news`)).toMatchObject({
    hashes: undefined,
    displayName: 'news',
  });
  expect(() => parseMagnet(PUBLISHED)).toThrow(
    expect.objectContaining({ code: 'bad-magnet' }),
  );
});

test('a malformed info hash spoils a link that has a publisher, too', () => {
  expect(() => parseLink(`${PUBLISHED}&xt=urn:btih:12`)).toThrow(
    expect.objectContaining({ code: 'bad-magnet' }),
  );
});

test.each([
  ['10', 10],
  ['0', undefined],
  ['-1', undefined],
  ['9007199254740993', undefined],
  ['1e3', undefined],
])('reads a size of %s as %s', (text, size) => {
  expect(parseMagnet(`${LINK}&xl=${text}`).size).toBe(size);
});

test('leaves out entries of a selection that make no sense, and keeps the others', () => {
  const selection = '3,7-4,a,-1,2-,,1-3-5,1.5,+2,%201,9-11,99999999999999999999';
  expect(parseMagnet(`${LINK}&so=${selection}`).selection).toEqual([
    [3, 3],
    [9, 11],
  ]);
});

test('a link of 64 KiB is read at once, a longer one not at all', () => {
  expect(parseMagnet(LINK + '&a='.repeat(21_000)).trackers).toEqual([]);
  expect(() => parseMagnet(LINK + '&a='.repeat(22_000))).toThrow(
    expect.objectContaining({ code: 'bad-magnet' }),
  );
});
