import { expect, test } from '@jest/globals';
import { encodeUtf8 } from '../../../../src/bytes/text.ts';
import { scrapeUrl } from '../../../../src/protocol/tracker/scrape-url.ts';
import { readVectors } from '../../../support/vectors.ts';

const { scrapeUrls } = readVectors<{
  scrapeUrls: readonly (readonly [string, string | null])[];
}>('http-tracker.json');

const A = encodeUtf8('aaaaaaaaaaaaaaaaaaa&');
const B = encodeUtf8('bbbbbbbbbbbbbbbbbbb\0');

test.each(scrapeUrls)('%s is scraped at %s', (tracker, scrape) => {
  const query = `${scrape?.includes('?') ? '&' : '?'}info_hash=aaaaaaaaaaaaaaaaaaa%26`;
  expect(scrapeUrl(tracker, [A])).toBe(scrape === null ? undefined : scrape + query);
});

test.each([
  ['http://a/pass/announce?key=/x#y', 'http://a/pass/scrape?key=/x&'],
  ['http://a/announce/pass', undefined],
  ['http://a/x?y=/announce', undefined],
  ['http://a/reannounce', undefined],
])('only the last part of the path counts: %s', (tracker, scrape) => {
  const url = scrapeUrl(tracker, [A]);
  expect(url?.slice(0, url.indexOf('info_hash'))).toBe(scrape);
});

test('asks for many torrents at once', () => {
  expect(scrapeUrl('http://a/announce', [A, B])).toBe(
    'http://a/scrape?info_hash=aaaaaaaaaaaaaaaaaaa%26&info_hash=bbbbbbbbbbbbbbbbbbb%00',
  );
});
