import { expect, test } from '@jest/globals';
import { encode } from '../../../src/bencode/encode.ts';
import { parseMagnet } from '../../../src/metainfo/magnet.ts';
import { parseTorrent } from '../../../src/metainfo/parse-torrent.ts';
import { withLinks } from '../../../src/metainfo/with-links.ts';

const TIERS = [['http://a/announce', 'http://b/announce'], ['udp://c:1']];
const INFO = { name: 'x', length: 1, 'piece length': 1, pieces: new Uint8Array(20) };

function torrent(info: object = {}): Uint8Array {
  return encode({
    'announce-list': TIERS,
    'url-list': ['http://w/'],
    info: { ...INFO, ...info },
  });
}

function merged(file: Uint8Array, ...links: string[]) {
  const start = `magnet:?xt=urn:btih:${'ab'.repeat(20)}`;
  const magnets = links.map((link) => parseMagnet(start + link));
  return withLinks(file, parseTorrent(file), magnets);
}

test('adds a tier for each tracker, and the web seeds, that the torrent has not', () => {
  const file = merged(
    torrent(),
    '&tr=http://d/&ws=http://v/&tr=udp://c:1',
    '&tr=http://d/',
  );
  const { trackers, webSeeds, infoBytes } = parseTorrent(file);
  expect(trackers).toEqual([...TIERS, ['http://d/']]);
  expect(webSeeds).toEqual(['http://w/', 'http://v/']);
  expect(infoBytes).toEqual(parseTorrent(torrent()).infoBytes);
});

test('leaves a file as it is when there is nothing to add', () => {
  const file = torrent();
  expect(merged(file)).toBe(file);
  expect(merged(file, '&tr=http://b/announce&ws=http://w/')).toBe(file);
});

test('tells no other tracker of a private torrent', () => {
  const file = torrent({ private: 1 });
  expect(merged(file, '&tr=http://d/&ws=http://v/')).toBe(file);
});
