import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseLink, parseMagnet } from '../../../src/metainfo/magnet.ts';
import {
  type MagnetParts,
  magnetLink,
  withField,
} from '../../../src/metainfo/magnet-link.ts';

const V1 = new Uint8Array(20).fill(0xab);
const V2 = new Uint8Array(32).fill(0xcd);

test('a link has the topics as they are, and all else escaped', () => {
  const link = magnetLink({
    hashes: { v1: V1, v2: V2 },
    publisher: { key: new Uint8Array(32).fill(0xef), salt: Uint8Array.of(1, 2) },
    displayName: 'a & b + ü',
    size: 7,
    trackers: ['http://t.example/announce?key=1&x=#'],
    webSeeds: ['https://w.example/a b'],
  });
  expect(link).toBe(
    `magnet:?xt=urn:btih:${'ab'.repeat(20)}&xt=urn:btmh:1220${'cd'.repeat(32)}` +
      `&xs=urn:btpk:${'ef'.repeat(32)}&s=0102` +
      '&dn=a%20%26%20b%20%2B%20%C3%BC&xl=7' +
      '&tr=http%3A%2F%2Ft.example%2Fannounce%3Fkey%3D1%26x%3D%23' +
      '&ws=https%3A%2F%2Fw.example%2Fa%20b',
  );
});

test('what was made into a link is read from it again', () => {
  const hash = (length: number) =>
    fc.uint8Array({ minLength: length, maxLength: length });
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
  const addresses = fc.uniqueArray(
    text.map((path) => `http://h.example/${path}`),
    { maxLength: 4 },
  );
  const hashes = fc.oneof(
    hash(20).map((v1) => ({ v1, v2: undefined })),
    hash(32).map((v2) => ({ v1: undefined, v2 })),
    fc.record({ v1: hash(20), v2: hash(32) }),
  );
  const publisher = fc.record({ key: hash(32), salt: fc.uint8Array({ maxLength: 64 }) });
  const named = fc.oneof(
    fc.record({ hashes, publisher: fc.option(publisher, { nil: undefined }) }),
    fc.record({ hashes: fc.constant(undefined), publisher }),
  );
  const beside = fc.record({
    displayName: fc.option(text, { nil: undefined }),
    size: fc.option(fc.integer({ min: 1 }), { nil: undefined }),
    trackers: addresses,
    webSeeds: addresses,
  });
  const parts: fc.Arbitrary<MagnetParts> = fc
    .tuple(named, beside)
    .map(([names, rest]) => ({ ...names, ...rest }));
  fc.assert(
    fc.property(parts, (given) => {
      expect(parseLink(magnetLink(given))).toEqual({
        ...given,
        peers: [],
        nodes: [],
        exactSources: [],
        selection: undefined,
      });
    }),
  );
});

test('a link never becomes too long to be read, whatever is in it', () => {
  const trackers = Array.from(
    { length: 500 },
    (_, at) => `http://${at}/${'x'.repeat(2000)}`,
  );
  const { trackers: kept } = parseMagnet(
    magnetLink({
      hashes: { v1: V1, v2: undefined },
      publisher: undefined,
      displayName: 'half \ud800 a pair',
      size: undefined,
      trackers,
      webSeeds: [],
    }),
  );
  expect(kept).toEqual(trackers.slice(0, kept.length));
  expect(kept.length).toBeGreaterThan(20);
});

test('one field is replaced, and the others stay as they were written', () => {
  const link = `magnet:?xt=urn:btih:${'AB'.repeat(20)}&tr.1=http%3A%2F%2Fold&amp;so=0,2&TR=udp://o:1&x.pe=10.0.0.1:5`;
  expect(withField(link, 'tr', ['http://new/a?b&c'])).toBe(
    `magnet:?xt=urn:btih:${'AB'.repeat(20)}&so=0,2&x.pe=10.0.0.1:5&tr=http%3A%2F%2Fnew%2Fa%3Fb%26c`,
  );
  expect(withField('ab'.repeat(20), 'ws', ['http://w/'])).toBe(
    `magnet:?xt=urn:btih:${'ab'.repeat(20)}&ws=http%3A%2F%2Fw%2F`,
  );
});
