import { expect, test } from '@jest/globals';
import { readText } from '../../../../background/platform/chrome-extension/read-text.ts';

const HASH = '0123456789abcdef0123456789abcdef01234567';
const MAGNET = `magnet:?xt=urn:btih:${HASH}&dn=a`;

test.each([
  ['a magnet link', MAGNET, MAGNET],
  ['one within a text', `see ${MAGNET} for it`, MAGNET],
  ['an info hash', HASH.toUpperCase(), HASH.toUpperCase()],
  ['one within a text', `hash: ${HASH}.`, HASH],
  [
    'one in base32',
    'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U',
    'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U',
  ],
])('%s', (_, text, link) => {
  expect(readText(text)).toEqual({ kind: 'magnet', link });
});

test('a web address is to be fetched', () => {
  const url = 'https://tracker.example/download.php?id=7';
  expect(readText(` ${url}\n`)).toEqual({ kind: 'web', url });
});

test('digits within a web address are no info hash: they may be a key', () => {
  const url = `https://tracker.example/${HASH}/download/7.torrent`;
  expect(readText(url)).toEqual({ kind: 'web', url });
});

test.each([
  ['nothing', ''],
  ['a text', 'hello world'],
  ['a magnet link without a hash', 'magnet:?dn=a'],
  ['one with a hash that is none', 'magnet:?xt=urn:btih:xyz'],
  ['a script', 'javascript:alert(1)'],
  ['a file of this machine', 'file:///etc/passwd'],
  ['a page of an extension', 'chrome-extension://abc/setup.html'],
  ['too many digits', `${HASH}0`],
])('%s is nothing to add', (_, text) => {
  expect(readText(text)).toEqual({ kind: 'nothing' });
});

test('what is endless is not read to its end', () => {
  expect(readText(`${'x'.repeat(1 << 20)} ${MAGNET}`)).toEqual({ kind: 'nothing' });
});
