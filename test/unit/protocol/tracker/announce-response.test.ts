import { expect, test } from '@jest/globals';
import { type Encodable, encode } from '../../../../src/bencode/encode.ts';
import { formatEndpoint } from '../../../../src/bytes/endpoint.ts';
import { fromHex } from '../../../../src/bytes/hex.ts';
import { formatIp } from '../../../../src/bytes/ip-address.ts';
import { encodeUtf8 } from '../../../../src/bytes/text.ts';
import { TrackerError } from '../../../../src/errors/tracker-error.ts';
import {
  type AnnounceResponse,
  parseAnnounceResponse,
} from '../../../../src/protocol/tracker/announce-response.ts';
import { readVectors } from '../../../support/vectors.ts';

interface Expected {
  readonly peers?: readonly string[];
  readonly peers6?: readonly string[];
  readonly interval?: number;
  readonly min_interval?: number;
  readonly seeders?: number;
  readonly leechers?: number;
  readonly downloads?: number;
  readonly external_ip?: string;
  readonly warning?: string;
  readonly failure?: string;
  readonly error?: string;
}

interface Vector {
  readonly source: string;
  readonly hex: string;
  readonly expect: Expected;
}

const { responses } = readVectors<{ responses: Vector[] }>('http-tracker.json');

type Outcome = AnnounceResponse | { readonly code: string; readonly message: string };

function outcome(body: Uint8Array): Outcome {
  try {
    return parseAnnounceResponse(body);
  } catch (error) {
    if (error instanceof TrackerError)
      return { code: error.code, message: error.message };
    throw error;
  }
}

function parse(fields: Readonly<Record<string, Encodable>>): AnnounceResponse {
  return parseAnnounceResponse(encode(fields));
}

test.each(responses)('reads $hex as $expect ($source)', ({ hex, expect: expected }) => {
  const result = outcome(fromHex(hex)!);
  if (expected.failure !== undefined) {
    expect(result).toEqual({ code: 'refused-by-tracker', message: expected.failure });
  } else if (expected.error !== undefined) {
    expect(result).toMatchObject({ code: 'bad-answer' });
  } else if ('peers' in result) {
    const peers = [...(expected.peers ?? []), ...(expected.peers6 ?? [])];
    expect(result.peers.map(formatEndpoint)).toEqual(peers);
    if (expected.interval) expect(result.interval).toBe(expected.interval);
    if (expected.min_interval) expect(result.minInterval).toBe(expected.min_interval);
    if (expected.seeders) expect(result.seeds).toBe(expected.seeders);
    if (expected.leechers) expect(result.leechers).toBe(expected.leechers);
    if (expected.downloads) expect(result.completed).toBe(expected.downloads);
    if (expected.external_ip) {
      expect(formatIp(result.externalIp!)).toBe(expected.external_ip);
    }
    if (expected.warning) expect(result.warning).toBe(expected.warning);
  }
});

test.each([
  ['nothing', ''],
  ['a web page', '<html>not bencode</html>'],
  ['half an answer', 'd5:peers'],
  ['a number', 'i1e'],
  ['two answers', 'dede'],
  ['nesting without end', 'l'.repeat(100_000)],
])('%s is a bad answer', (_, text) => {
  expect(outcome(encodeUtf8(text))).toMatchObject({ code: 'bad-answer' });
});

test('an empty dictionary is an answer without peers', () => {
  expect(parse({})).toEqual({
    interval: 1800,
    minInterval: undefined,
    trackerId: undefined,
    warning: undefined,
    seeds: undefined,
    leechers: undefined,
    completed: undefined,
    externalIp: undefined,
    peers: [],
  });
});

test.each<[Encodable, number]>([
  [-5, 30],
  [0, 30],
  [600, 600],
  [99_999_999_999, 86_400],
  [2n ** 63n, 86_400],
  ['12345', 1800],
])('an interval of %p becomes %i seconds', (interval, seconds) => {
  expect(parse({ interval }).interval).toBe(seconds);
});

test('both families of peers are taken, and port 0 of neither', () => {
  const peers = fromHex('0a00000100500a0000020000')!;
  const peers6 = fromHex(`${'20010db8'.padEnd(30, '0')}010051`)!;
  expect(parse({ peers, peers6 }).peers).toEqual([
    { host: '10.0.0.1', port: 80 },
    { host: '2001:db8::1', port: 81 },
  ]);
});

test('peers may be dictionaries, and may be named; nonsense among them is left out', () => {
  const peers = [
    { ip: '10.0.0.1', port: 80, 'peer id': 'x'.repeat(20) },
    { ip: '2001:DB8:0::1', port: 81 },
    { ip: 'peer.example.com', port: 82 },
    { ip: 'a b', port: 83 },
    { ip: '-x', port: 83 },
    { ip: '10.0.0.2', port: 0 },
    { ip: '10.0.0.2', port: 2n ** 63n },
    { port: 84 },
    5,
  ];
  expect(parse({ peers }).peers.map(formatEndpoint)).toEqual([
    '10.0.0.1:80',
    '[2001:db8::1]:81',
    'peer.example.com:82',
  ]);
});

test('of a million peers 5,000 are kept', () => {
  expect(parse({ peers: new Uint8Array(6_000_000).fill(1) }).peers).toHaveLength(5000);
});

test('the tracker id comes back byte for byte, unless it is absurd', () => {
  expect(parse({ 'tracker id': Uint8Array.of(0xff, 0) }).trackerId).toEqual(
    Uint8Array.of(0xff, 0),
  );
  expect(parse({ 'tracker id': new Uint8Array(1000) }).trackerId).toBeUndefined();
});

test.each([
  ['is\u001b[2J\r\nyours\u0007', 'is [2J yours'],
  ['\u202egpj.exe\u2066 \u200b!', 'gpj.exe !'],
  ['a\u2028b\u2029c\u0085d', 'a b c d'],
  ['<b>bold</b> & co', '<b>bold</b> & co'],
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['\u00e4'.repeat(2), 'ää'],
])('a text for people is one line of what it looks like: %j', (given, shown) => {
  expect(parse({ 'warning message': given }).warning).toBe(shown);
  const failed = () => parse({ 'failure reason': given });
  expect(failed).toThrow(expect.objectContaining({ message: shown }));
});

test('a text that is not UTF-8 is read byte by byte', () => {
  expect(parse({ 'warning message': Uint8Array.of(0x6e, 0xf3) }).warning).toBe('nó');
});

test('a warning without words is none, a refusal without words is one', () => {
  expect(parse({ 'warning message': ' \n\u202e' }).warning).toBeUndefined();
  expect(() => parse({ 'failure reason': '' })).toThrow('the tracker gave no reason');
});

test('a text is not cut in the middle of a character', () => {
  const { warning } = parse({ 'warning message': `${'x'.repeat(499)}😀` });
  expect(warning).toBe('x'.repeat(499));
});

test('a text for people is cut', () => {
  expect(parse({ 'warning message': 'x'.repeat(10_000) }).warning).toHaveLength(500);
});

test.each<[Encodable, number | undefined]>([
  [5, 300],
  ['never', Number.POSITIVE_INFINITY],
  [2n ** 63n, 604_800],
  [0, undefined],
  [-5, undefined],
  ['soon', undefined],
])('who fails may say when to come back: "retry in" %p (BEP 31)', (value, seconds) => {
  const body = encode({ 'failure reason': 'full', 'retry in': value });
  const failed = () => parseAnnounceResponse(body);
  expect(failed).toThrow(expect.objectContaining({ message: 'full', retryIn: seconds }));
});

test('an external address of another length is none', () => {
  expect(parse({ 'external ip': new Uint8Array(5) }).externalIp).toBeUndefined();
});
