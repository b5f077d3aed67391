import { expect, test } from '@jest/globals';
import { encode } from '../../../src/bencode/encode.ts';
import { parseTorrent } from '../../../src/metainfo/parse-torrent.ts';
import { fileUrl } from '../../../src/webseed/file-url.ts';

test.each([
  ['http://a/b', ['film'], 'http://a/b'],
  ['http://a/b/', ['film'], 'http://a/b/film'],
  ['http://a/b?c=d', ['film'], 'http://a/b?c=d'],
  ['http://a/b', ['set', 'film'], 'http://a/b/set/film'],
  ['http://a/b/', ['set', 'sub', 'film'], 'http://a/b/set/sub/film'],
  ['http://a/', ['sét', 'a b#?%.bin'], 'http://a/s%C3%A9t/a%20b%23%3F%25.bin'],
])('%s and the path %j are %s', (address, path, url) => {
  expect(fileUrl(address, { path })).toBe(url);
});

test('a file is asked for by the bytes of its name, whatever it is called here', () => {
  const path = [Uint8Array.of(0x66, 0xff, 0x2a)];
  const file = encode({
    info: {
      name: 'set',
      'piece length': 16384,
      pieces: new Uint8Array(20),
      files: [{ length: 1, path }],
    },
  });
  const [only] = parseTorrent(file).files;
  expect(only!.path).not.toEqual(['set', 'f\u00ff*']);
  expect(fileUrl('http://a', only!)).toBe('http://a/set/f%FF%2A');
});
