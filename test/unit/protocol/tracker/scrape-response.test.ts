import { expect, test } from '@jest/globals';
import { encode } from '../../../../src/bencode/encode.ts';
import { fromHex } from '../../../../src/bytes/hex.ts';
import { encodeLatin1 } from '../../../../src/bytes/text.ts';
import { parseScrapeResponse } from '../../../../src/protocol/tracker/scrape-response.ts';
import { readVectors } from '../../../support/vectors.ts';

interface Vector {
  readonly hex: string;
  readonly expect: { readonly scrape?: Readonly<Record<string, number>> };
}

const { responses } = readVectors<{ responses: Vector[] }>('http-tracker.json');
const A = encodeLatin1('a'.repeat(20));
const NUL = encodeLatin1('aaa\0aaaaaaaaaaaaaaaa');

test.each(responses.filter((vector) => vector.expect.scrape))(
  'reads $hex as $expect.scrape',
  ({ hex, expect: { scrape } }) => {
    const counts = parseScrapeResponse(fromHex(hex)!, [A, NUL]);
    expect(counts.filter((each) => each !== undefined)).toEqual([
      {
        seeds: scrape!.complete,
        leechers: scrape!.incomplete,
        completed: scrape!.downloaded,
      },
    ]);
  },
);

test('answers in the order of what was asked, whatever the order of what came', () => {
  const files = {
    [`${'a'.repeat(20)}`]: { complete: 1 },
    [`${'b'.repeat(20)}`]: { complete: 2 },
  };
  const hashes = ['b', 'c', 'a'].map((letter) => encodeLatin1(letter.repeat(20)));
  const counts = parseScrapeResponse(encode({ files }), hashes);
  expect(counts.map((each) => each?.seeds)).toEqual([2, undefined, 1]);
});

test('counts below none, or that are none, are none', () => {
  const files = {
    [`${'a'.repeat(20)}`]: { complete: -1, incomplete: 'x', downloaded: 2n ** 63n },
  };
  expect(parseScrapeResponse(encode({ files }), [A])).toEqual([
    { seeds: 0, leechers: 0, completed: 0 },
  ]);
});

test.each([
  ['a page', encodeLatin1('<html>'), 'bad-answer'],
  ['an answer without torrents', encode({}), 'bad-answer'],
  ['a failure', encode({ 'failure reason': 'no' }), 'refused-by-tracker'],
])('%s is an error', (_, body, code) => {
  expect(() => parseScrapeResponse(body, [A])).toThrow(expect.objectContaining({ code }));
});
