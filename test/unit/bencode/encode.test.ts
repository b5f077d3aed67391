import { expect, test } from '@jest/globals';
import { type Encodable, encode } from '../../../src/bencode/encode.ts';
import { decodeLatin1 } from '../../../src/bytes/text.ts';

test.each<[Encodable, string]>([
  [0, 'i0e'],
  [-0, 'i0e'],
  [-5, 'i-5e'],
  [2n ** 64n, 'i18446744073709551616e'],
  ['', '0:'],
  ['é', '2:\u00c3\u00a9'],
  [Uint8Array.of(0xff), '1:\u00ff'],
  [[1, ['a']], 'li1el1:aee'],
  [{ b: 1, a: 2, none: undefined }, 'd1:ai2e1:bi1ee'],
  [
    new Map([
      ['\u00ff', 1],
      ['a', 2],
    ]),
    'd1:ai2e1:\u00ffi1ee',
  ],
  [{}, 'de'],
])('%p becomes %j', (value, text) => {
  expect(decodeLatin1(encode(value))).toBe(text);
});

test.each([0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])(
  '%p is refused: it is not what was meant',
  (value) => {
    expect(() => encode(value)).toThrow(RangeError);
  },
);

test('a key that is no byte string is refused', () => {
  expect(() => encode({ '\u0416': 1 })).toThrow(RangeError);
});
