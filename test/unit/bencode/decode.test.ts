import { expect, test } from '@jest/globals';
import {
  BencodeError,
  type BencodeErrorCode,
} from '../../../src/bencode/bencode-error.ts';
import { decode, decodePrefix } from '../../../src/bencode/decode.ts';
import type { BencodeDict, BencodeValue } from '../../../src/bencode/value.ts';
import { fromHex } from '../../../src/bytes/hex.ts';
import { encodeLatin1, encodeUtf8 } from '../../../src/bytes/text.ts';
import { readVectors } from '../../support/vectors.ts';

interface Vector {
  readonly source: string;
  readonly hex: string;
  readonly verdict: string;
  readonly why?: string;
  readonly value?: unknown;
}

const { cases } = readVectors<{ cases: Vector[] }>('bencode.json');

function dict(text: string): BencodeDict {
  const value = decode(encodeUtf8(text));
  if (value.kind !== 'dict') throw new Error('not a dictionary');
  return value;
}

function failure(read: () => unknown): { code: BencodeErrorCode; offset: number } {
  try {
    read();
  } catch (error) {
    if (error instanceof BencodeError) return { code: error.code, offset: error.offset };
    throw error;
  }
  throw new Error('it was accepted');
}

/** As the vectors write values down. */
function plain(value: BencodeValue): unknown {
  switch (value.kind) {
    case 'string':
      return value.text;
    case 'integer':
      return typeof value.value === 'bigint' ? String(value.value) : value.value;
    case 'list':
      return value.items.map(plain);
    case 'dict':
      return Object.fromEntries(
        [...value.entries].map(([key, inner]) => [key, plain(inner)]),
      );
  }
}

/** A lenient reader may accept these; of them a strict one accepts the order of keys only. */
function isAccepted({ verdict, why = '' }: Vector): boolean {
  if (verdict === 'soft') return /^unsorted/.test(why) || /int64/.test(why);
  return verdict === 'valid';
}

test.each(cases.filter(isAccepted))('accepts $hex ($source)', ({ hex, value }) => {
  const decoded = decode(fromHex(hex)!);
  if (value !== undefined) expect(plain(decoded)).toEqual(value);
});

const refused = cases.filter(
  (vector) => !isAccepted(vector) && vector.verdict !== 'policy',
);

test.each(refused)('refuses $hex: $why ($source)', ({ hex }) => {
  expect(() => decode(fromHex(hex)!)).toThrow(BencodeError);
});

test.each<[string, BencodeErrorCode, number]>([
  ['', 'truncated', 0],
  ['li1e', 'truncated', 4],
  ['3:ab', 'truncated', 0],
  ['99999999999999999999:a', 'bad-length', 0],
  ['9999999999999999:a', 'truncated', 0],
  ['x', 'unexpected-byte', 0],
  ['li1e-', 'unexpected-byte', 4],
  ['i01e', 'bad-integer', 1],
  ['i-0e', 'bad-integer', 0],
  ['i-e', 'bad-integer', 2],
  ['i1x', 'bad-integer', 2],
  ['i123456789012345678901e', 'bad-integer', 1],
  ['01:a', 'bad-length', 0],
  ['1a', 'bad-length', 1],
  ['di1ei2ee', 'bad-dict', 1],
  ['d1:ae', 'bad-dict', 4],
  ['d1:ai1e1:ai2ee', 'duplicate-key', 7],
  ['d1:bi1e1:ai2e1:bi3ee', 'duplicate-key', 13],
  ['i1ei2e', 'trailing-bytes', 3],
])('says of %j: %s at %i', (text, code, offset) => {
  expect(failure(() => decode(encodeUtf8(text)))).toEqual({ code, offset });
});

test('every value knows where in the input it stands', () => {
  const text = 'd4:infod6:lengthi5ee4:listl2:abee';
  const root = dict(text);
  const span = ({ start, end }: BencodeValue) => text.slice(start, end);
  expect(span(root)).toBe(text);
  expect(span(root.get('info')!)).toBe('d6:lengthi5ee');
  expect(span(root.dict('info')!.get('length')!)).toBe('i5e');
  expect(span(root.list('list')![0]!)).toBe('2:ab');
});

test('a prefix is read up to where it ends', () => {
  expect(decodePrefix(encodeUtf8('d1:ai1eeDATA')).end).toBe(8);
});

test('an unsorted dictionary is accepted, in its order, and says so', () => {
  expect(dict('d1:ai1e1:bi2ee').isCanonical).toBe(true);
  const unsorted = dict('d1:bi2e1:ai1ee');
  expect(unsorted.isCanonical).toBe(false);
  expect([...unsorted.entries.keys()]).toEqual(['b', 'a']);
});

test('binary keys lose nothing', () => {
  const value = decode(encodeLatin1('d3:\u00ff\u0000\u0080i1ee'));
  expect(value.kind === 'dict' && [...value.entries.keys()]).toEqual([
    '\u00ff\u0000\u0080',
  ]);
});

test('an integer is a number where that is exact, else a bigint', () => {
  const values = decode(
    encodeUtf8('li9007199254740991ei9007199254740992ei-9007199254740993ee'),
  );
  const items = values.kind === 'list' ? values.items : [];
  expect(items.map((item) => item.kind === 'integer' && item.value)).toEqual([
    9007199254740991,
    9007199254740992n,
    -9007199254740993n,
  ]);
});

test('a field of another type reads as absent', () => {
  const fields = dict('d1:d1:x1:i1:x1:l1:x1:s1:xe');
  expect(fields.text('s')).toBe('x');
  expect(fields.bytes('s')).toEqual(encodeUtf8('x'));
  expect(fields.dict('d')).toBeUndefined();
  expect(fields.integer('i')).toBeUndefined();
  expect(fields.list('l')).toBeUndefined();
  expect(fields.text('none')).toBeUndefined();
  expect(dict('d1:si1ee').bytes('s')).toBeUndefined();
  expect(dict('d1:ii9007199254740992ee').integer('i')).toBeUndefined();
});

test.each(['l', 'd1:a', 'd0:'])('100,000 open %j cost no stack', (opening) => {
  const limits = { depth: 1e9, items: 1e9, size: 1e9 };
  const input = encodeUtf8(opening.repeat(100_000));
  expect(failure(() => decode(input, limits)).code).toBe('truncated');
  expect(failure(() => decode(input)).code).toBe('too-deep');
});

test('nesting of 100,000 that is closed is read when allowed', () => {
  const text = 'l'.repeat(100_000) + 'e'.repeat(100_000);
  const limits = { depth: 100_000, items: 200_000, size: 1e9 };
  expect(decode(encodeUtf8(text), limits).end).toBe(text.length);
});

test('each limit holds exactly', () => {
  const input = encodeUtf8('lli1eei2ee');
  const fits = { depth: 2, items: 6, size: input.length };
  expect(decode(input, fits).kind).toBe('list');
  expect(failure(() => decode(input, { ...fits, depth: 1 })).code).toBe('too-deep');
  expect(failure(() => decode(input, { ...fits, items: 5 })).code).toBe('too-many-items');
  const short = { ...fits, size: input.length - 1 };
  expect(failure(() => decode(input, short)).code).toBe('too-large');
});
