import { expect, test } from '@jest/globals';
import { type Encodable, encode } from '../../../../src/bencode/encode.ts';
import { type Endpoint, formatEndpoint } from '../../../../src/bytes/endpoint.ts';
import { fromHex, toHex } from '../../../../src/bytes/hex.ts';
import { ProtocolError } from '../../../../src/errors/protocol-error.ts';
import {
  decodeUtPex,
  encodeUtPex,
  PEX_FLAG,
  type UtPex,
} from '../../../../src/protocol/extension/ut-pex.ts';
import { readVectors } from '../../../support/vectors.ts';

interface Vector {
  readonly payload_hex: string;
  readonly decoded: Readonly<
    Record<'added' | 'added6' | 'dropped' | 'dropped6', readonly string[]>
  >;
}

const { payload_hex, decoded } = readVectors<Vector>('ut-pex.json');

const nothing: UtPex = { added: [], dropped: [] };
const added = (...endpoints: Endpoint[]) =>
  endpoints.map((endpoint) => ({ endpoint, flags: 0 }));

function read(fields: Encodable): UtPex {
  return decodeUtPex(encode(fields));
}

/** 10.0.0.1, 10.0.0.2, … with port 1. */
function many(count: number): Uint8Array {
  return Uint8Array.from({ length: count * 6 }, (_, at) => {
    const index = Math.floor(at / 6);
    return [10, 0, index >> 8, index & 255, 0, 1][at % 6]!;
  });
}

test('reads the known message', () => {
  const message = decodeUtPex(fromHex(payload_hex)!);
  const flagged = message.added.map(({ endpoint, flags }) => [
    formatEndpoint(endpoint),
    flags,
  ]);
  expect(flagged).toEqual([
    ['192.168.0.1:6881', PEX_FLAG.uploadOnly],
    ['10.1.1.2:9999', 0],
    [decoded.added6[0], 0],
  ]);
  expect(message.dropped.map(formatEndpoint)).toEqual([
    ...decoded.dropped,
    ...decoded.dropped6,
  ]);
});

test('writes the known message', () => {
  expect(toHex(encodeUtPex(decodeUtPex(fromHex(payload_hex)!)))).toBe(payload_hex);
});

test('reads an empty dictionary, as aria2 sends it, as no news', () => {
  expect(read({})).toEqual(nothing);
});

test('reads fields of another type as no news', () => {
  expect(read({ added: 1, 'added.f': [], added6: {}, dropped: ['x'] })).toEqual(nothing);
});

test('leaves out what does not fill an address at the end', () => {
  const bytes = Uint8Array.of(10, 0, 0, 1, 0, 80, 10, 0, 0);
  expect(read({ added: bytes }).added).toEqual(added({ host: '10.0.0.1', port: 80 }));
});

test('keeps the flags with their peers when one with port 0 is left out', () => {
  const bytes = Uint8Array.of(10, 0, 0, 1, 0, 0, 10, 0, 0, 2, 0, 80);
  const { added } = read({ added: bytes, 'added.f': Uint8Array.of(1, 2) });
  expect(added).toEqual([{ endpoint: { host: '10.0.0.2', port: 80 }, flags: 2 }]);
});

test('takes flags that are missing as none, and needs none of those left over', () => {
  const two = many(2);
  const few = read({ added: two, 'added.f': Uint8Array.of(2) });
  expect(few.added.map(({ flags }) => flags)).toEqual([2, 0]);
  const more = read({ added: two, 'added.f': new Uint8Array(9).fill(4) });
  expect(more.added.map(({ flags }) => flags)).toEqual([4, 4]);
});

test('tells an address that is there twice once', () => {
  const one = many(1);
  expect(read({ added: Uint8Array.of(...one, ...one) }).added).toHaveLength(1);
});

test('keeps 50 of 10,000', () => {
  const all = many(10_000);
  const { added, dropped } = read({ added: all, dropped: all });
  expect([added.length, dropped.length]).toEqual([50, 50]);
});

test('keeps 25 of each family where both have many', () => {
  const v6 = new Uint8Array(18 * 100).map((_, at) =>
    at % 18 === 0 ? 0x20 : at % 18 === 15 ? Math.floor(at / 18) : 1,
  );
  const { added } = read({ added: many(100), added6: v6 });
  expect(added.filter(({ endpoint }) => endpoint.host.includes(':'))).toHaveLength(25);
  expect(added).toHaveLength(50);
});

test.each(['', 'i1e', 'le', 'd5:added', 'de1', `d1:a${'l'.repeat(20)}`])(
  'refuses %j as bad bencode',
  (text) => {
    const payload = Uint8Array.from(text, (character) => character.charCodeAt(0));
    expect(() => decodeUtPex(payload)).toThrow(
      expect.objectContaining({ code: 'bad-bencode', constructor: ProtocolError }),
    );
  },
);

test('refuses more than 512 KiB', () => {
  expect(() => read({ added: new Uint8Array(600_000) })).toThrow(ProtocolError);
});
