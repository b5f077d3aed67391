import { expect, test } from '@jest/globals';
import { formatEndpoint } from '../../../../src/bytes/endpoint.ts';
import { fromHex, toHex } from '../../../../src/bytes/hex.ts';
import { encodeUtf8 } from '../../../../src/bytes/text.ts';
import { TrackerError } from '../../../../src/errors/tracker-error.ts';
import type { AnnounceRequest } from '../../../../src/protocol/tracker/announce-url.ts';
import { urlDataOptions } from '../../../../src/protocol/tracker/udp-options.ts';
import {
  encodeUdpAnnounce,
  encodeUdpConnect,
  encodeUdpScrape,
} from '../../../../src/protocol/tracker/udp-request.ts';
import {
  parseUdpAnnounced,
  parseUdpConnected,
  parseUdpError,
  parseUdpHead,
  parseUdpScraped,
} from '../../../../src/protocol/tracker/udp-response.ts';
import { parseUdpTrackerUrl } from '../../../../src/protocol/tracker/udp-tracker-url.ts';
import { readVectors } from '../../../support/vectors.ts';

interface Vectors {
  readonly packets: readonly { readonly name: string; readonly hex: string }[];
  readonly hostile: readonly { readonly name: string; readonly hex?: string }[];
  readonly bep41_options: { readonly example_hex: string };
}

const vectors = readVectors<Vectors>('udp-tracker.json');
const IDS = { connectionId: 0x123456789abcdefn, transactionId: 0x11223344 };

const REQUEST: AnnounceRequest = {
  infoHash: fromHex('000102030405060708090a0b0c0d0e0f10111213')!,
  peerId: encodeUtf8('-XX0001-abcdefghijkl'),
  port: 6881,
  uploaded: 3000,
  downloaded: 1000,
  left: 2000,
  numWant: -1,
  key: 0xdeadbeef,
  event: 'started',
  trackerId: undefined,
};

function packet(name: string): Uint8Array {
  const found = [...vectors.packets, ...vectors.hostile].find((each) =>
    each.name.startsWith(name),
  );
  return fromHex(found?.hex ?? '')!;
}

const codeOf = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return error instanceof TrackerError ? error.code : error;
  }
};

test('requests are the known bytes', () => {
  expect(encodeUdpConnect(0x11223344)).toEqual(packet('connect request'));
  expect(encodeUdpAnnounce(IDS, REQUEST, '')).toEqual(packet('announce request'));
  const hashes = [REQUEST.infoHash, REQUEST.infoHash.slice().reverse()];
  expect(encodeUdpScrape(IDS, hashes)).toEqual(packet('scrape request'));
});

test.each([
  [undefined, 0],
  ['completed', 1],
  ['started', 2],
  ['stopped', 3],
  ['paused', 0],
] as const)('the event %s is the number %d', (event, number) => {
  const bytes = encodeUdpAnnounce(IDS, { ...REQUEST, event }, '');
  expect(bytes.subarray(80, 84)).toEqual(Uint8Array.of(0, 0, 0, number));
});

test('counts above 32 bits, and what is not known, fit', () => {
  const request = { ...REQUEST, downloaded: 2 ** 40 + 1, left: Infinity };
  const bytes = encodeUdpAnnounce(IDS, request, '');
  expect(toHex(bytes.subarray(56, 72))).toBe('0000010000000001001fffffffffffff');
});

test('answers are read', () => {
  const connected = packet('connect response');
  expect(parseUdpHead(connected)).toEqual({ action: 0, transactionId: 0x11223344 });
  expect(parseUdpConnected(connected)).toBe(IDS.connectionId);
  const four = parseUdpAnnounced(packet('announce response v4'), 'ipv4');
  expect(four).toMatchObject({ interval: 1800, leechers: 5, seeds: 7 });
  expect(four.peers.map(formatEndpoint)).toEqual(['127.0.0.1:6881', '10.1.2.3:65535']);
  const six = parseUdpAnnounced(packet('announce response v6'), 'ipv6');
  expect(six.peers.map(formatEndpoint)).toEqual(['[2001:db8::1]:6881']);
  expect(parseUdpScraped(packet('scrape response'))).toEqual([
    { seeds: 1, completed: 2, leechers: 3 },
    { seeds: 4, completed: 5, leechers: 6 },
  ]);
  const error = parseUdpError(packet('error response'));
  expect([error.code, error.message]).toEqual([
    'refused-by-tracker',
    'unregistered torrent',
  ]);
});

test('answers that are cut short are refused, and half a peer is left out', () => {
  const short = packet('announce response 19');
  expect(codeOf(() => parseUdpAnnounced(short, 'ipv4'))).toBe('bad-answer');
  expect(codeOf(() => parseUdpConnected(packet('connect response 15')))).toBe(
    'bad-answer',
  );
  expect(parseUdpHead(short.subarray(0, 7))).toBeUndefined();
  const partial = parseUdpAnnounced(packet('trailing partial'), 'ipv4');
  expect(partial.peers).toEqual([]);
  const half = packet('scrape response').subarray(0, 31);
  expect(parseUdpScraped(half)).toHaveLength(1);
});

test('a negative interval is clamped', () => {
  expect(parseUdpAnnounced(packet('negative interval'), 'ipv4').interval).toBe(30);
});

test('an error without words, or with a NUL behind them, can be shown', () => {
  const words = encodeUtf8('12345678no\0garbage');
  expect(parseUdpError(words).message).toBe('no');
  expect(parseUdpError(words.subarray(0, 8)).message).not.toBe('');
  expect(parseUdpError(encodeUtf8('12345678\u001b[2J\u202eno')).message).toBe('[2J no');
  expect(parseUdpError(new Uint8Array(65_000).fill(0x41)).message).toHaveLength(500);
});

test('path and query go as an option, in pieces of 255', () => {
  const example = fromHex(vectors.bep41_options.example_hex)!;
  expect(urlDataOptions('/announce?auth=x')).toEqual(example);
  expect(urlDataOptions('')).toHaveLength(0);
  const long = urlDataOptions(`/${'x'.repeat(599)}`);
  expect([long.length, long[1], long[257 + 1], long[514 + 1]]).toEqual([
    606, 255, 255, 90,
  ]);
  const bytes = encodeUdpAnnounce(IDS, REQUEST, '/announce?auth=x');
  expect(bytes.subarray(98)).toEqual(example);
});

test.each([
  ['udp://t.example:80', 't.example', 80, ''],
  ['udp://t.example:6969/announce', 't.example', 6969, '/announce'],
  ['UDP://T.Example:0080/Dir?a=b&c=%41#end', 't.example', 80, '/Dir?a=b&c=%41'],
  ['udp://t.example:1?key=x', 't.example', 1, '?key=x'],
  ['udp://10.0.0.1:6969/', '10.0.0.1', 6969, '/'],
  ['udp://[2001:DB8::1]:6969/announce', '2001:db8::1', 6969, '/announce'],
  ['udp://träcker.example:1/', 'xn--trcker-cua.example', 1, '/'],
])('%s is read', (url, host, port, path) => {
  expect(parseUdpTrackerUrl(url)).toEqual({ host, port, path });
});

test.each([
  'udp://t.example',
  'udp://t.example/announce',
  'udp://t.example:0/',
  'udp://t.example:65536/',
  'udp://:80/',
  'udp://[::1/',
  'udp://a b:80/',
  'udp://a..%00:80/',
  'http://t.example:80/',
  `udp://t.example:80/${'x'.repeat(9000)}`,
])('%s is refused', (url) => {
  expect(codeOf(() => parseUdpTrackerUrl(url))).toBe('unsupported-scheme');
});
