import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromBase32 } from '../../../src/bytes/base32.ts';
import { fromBase64, toBase64 } from '../../../src/bytes/base64.ts';
import { concat } from '../../../src/bytes/concat.ts';
import { equal } from '../../../src/bytes/equal.ts';
import { fromHex, toHex } from '../../../src/bytes/hex.ts';
import {
  decodeLatin1,
  decodeText,
  decodeUtf8,
  encodeLatin1,
  encodeUtf8,
} from '../../../src/bytes/text.ts';

const anyBytes = fc.uint8Array({ maxLength: 100 });

test('hex comes back from what it became, and equals what Node makes', () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const text = toHex(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('hex'));
      expect(fromHex(text)).toEqual(bytes);
      expect(fromHex(text.toUpperCase())).toEqual(bytes);
    }),
  );
});

test.each(['a', 'zz', '0x', ' 0', '١١'])('%j is not hex', (text) => {
  expect(fromHex(text)).toBeUndefined();
});

test('base64 comes back from what it became, and equals what Node makes', () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const text = toBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromBase64(text)).toEqual(bytes);
      expect(fromBase64(text.replace(/=+$/, ''))).toEqual(bytes);
    }),
  );
});

test.each(['A', 'AA=', 'AAA=A', '====', 'AA-_', 'AA A', 'ÀAAA', '\u0141AAA'])(
  '%j is not base64',
  (text) => {
    expect(fromBase64(text)).toBeUndefined();
  },
);

test.each([
  ['', ''],
  ['MY', 'f'],
  ['MZXQ', 'fo'],
  ['MZXW6YTBOI', 'foobar'],
  ['mzxw6ytboi', 'foobar'],
])('base32 reads %j as %j (RFC 4648, section 10)', (text, meaning) => {
  expect(fromBase32(text)).toEqual(encodeUtf8(meaning));
});

test.each(['M1', 'M8', 'MY======', '\u017fY'])('%j is not base32', (text) => {
  expect(fromBase32(text)).toBeUndefined();
});

test('latin1 keeps every byte, and long inputs too', () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at);
  expect(encodeLatin1(decodeLatin1(bytes))).toEqual(bytes);
  expect(() => encodeLatin1('\u0100')).toThrow(RangeError);
});

test('text is UTF-8 where it is that, one character a byte where it is not', () => {
  expect(decodeText(encodeUtf8('\ufeffдом'))).toBe('\ufeffдом');
  expect(decodeUtf8(Uint8Array.of(0x63, 0xe9))).toBeUndefined();
  expect(decodeText(Uint8Array.of(0x63, 0xe9))).toBe('cé');
});

test('chunks are joined in order, and equal only what has the same bytes', () => {
  const joined = concat([Uint8Array.of(1, 2), Uint8Array.of(), Uint8Array.of(3)]);
  expect(joined).toEqual(Uint8Array.of(1, 2, 3));
  expect(equal(joined, Uint8Array.of(1, 2, 3))).toBe(true);
  expect(equal(joined, Uint8Array.of(1, 2, 4))).toBe(false);
  expect(equal(joined, Uint8Array.of(1, 2))).toBe(false);
});

test('UTF-8 is told from what is not, also where a replacement character is part of it', () => {
  const mark = [0xef, 0xbf, 0xbd];
  expect(decodeUtf8(Uint8Array.from(mark))).toBe('\ufffd');
  expect(decodeUtf8(Uint8Array.from([...mark, 0xff]))).toBeUndefined();
  expect(decodeUtf8(Uint8Array.of(0xe9))).toBeUndefined();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 6 }), (bytes) => {
      const isUtf8 = Buffer.from(Buffer.from(bytes).toString('utf8')).equals(bytes);
      expect(decodeUtf8(bytes) !== undefined).toBe(isUtf8);
    }),
    { numRuns: 2000 },
  );
});
