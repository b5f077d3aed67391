import { expect, test } from '@jest/globals';
import { linksWithin, readLinks } from '../../../../ui/client/links.ts';

const MAGNET = 'magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a&dn=x';

test('reads one link from each line', () => {
  const text = ` ${MAGNET} \r\n\nhttps://example.org/a.torrent\n`;
  const links = [MAGNET, 'https://example.org/a.torrent'];
  expect(readLinks(text)).toEqual({ kind: 'links', links });
});

test('skips the comments of a uri-list', () => {
  const read = readLinks('# from a page\nhttp://192.0.2.1/a');
  expect(read).toEqual({ kind: 'links', links: ['http://192.0.2.1/a'] });
});

test('takes nothing at all for empty', () => {
  expect(readLinks(' \n\t\n')).toEqual({ kind: 'empty' });
});

test.each([
  'not a link',
  'magnet:?dn=name-only',
  'ftp://example.org/a.torrent',
  'https://',
  'C:\\Users\\a.torrent',
])('does not take %p for a link', (line) => {
  expect(readLinks(`${MAGNET}\n${line}`)).toEqual({ kind: 'not-a-link', line });
});

test.each([
  ['whose topics are numbered', 'magnet:?xt.1=urn:btih:aa&xt.2=urn:btmh:bb'],
  ['in upper case', 'MAGNET:?XT=URN:BTIH:AA'],
  ['out of the source of a page', 'magnet:?dn=x&amp;xt=urn:btih:aa'],
])('takes a magnet link %s', (_, link) => {
  expect(readLinks(link)).toEqual({ kind: 'links', links: [link] });
});

test.each([
  'c12fe1c06bba254a9dc9f519b335aa7c1367a88a',
  'YEX6DQDLXISUVHOJ6UM3GNNKPQJWPKEK',
])('takes the info hash %s alone for a link', (hash) => {
  expect(readLinks(hash)).toEqual({ kind: 'links', links: [hash] });
});

test('magnet links are found in a text around them, each once', () => {
  const one = `magnet:?xt=urn:btih:${'a'.repeat(40)}&dn=one`;
  const two = `MAGNET:?dn=two&xt=urn:btih:${'b'.repeat(40)}`;
  const text = `See <a href="${one}">this</a>, or ${two}\nand ${one} again. magnet:?dn=none`;
  expect(linksWithin(text)).toEqual([one, two]);
  expect(linksWithin('no link: magnets, https://a.example')).toEqual([]);
});
