import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Encodable, encode } from '../../src/bencode/encode.ts';
import { concat } from '../../src/bytes/concat.ts';
import { fromHex } from '../../src/bytes/hex.ts';
import { encodeUtf8 } from '../../src/bytes/text.ts';
import { TrackerError } from '../../src/errors/tracker-error.ts';
import { HttpClient } from '../../src/http/http-client.ts';
import {
  type AnnounceResponse,
  MAX_PEERS,
  parseAnnounceResponse,
} from '../../src/protocol/tracker/announce-response.ts';
import type { AnnounceRequest } from '../../src/protocol/tracker/announce-url.ts';
import { parseScrapeResponse } from '../../src/protocol/tracker/scrape-response.ts';
import { HttpTracker } from '../../src/tracker/http-tracker.ts';
import { readVectors } from '../support/vectors.ts';
import { ScriptedHost } from '../unit/http/scripted-host.ts';
import { Mutations } from './mutations.ts';

const HASH = new Uint8Array(20).fill(1);
const REQUEST: AnnounceRequest = {
  infoHash: HASH,
  peerId: HASH,
  port: 6881,
  uploaded: 0,
  downloaded: 0,
  left: 1,
  numWant: 50,
  key: 1,
  event: undefined,
  trackerId: undefined,
};

function onlyTrackerErrors<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TrackerError)) throw error;
    expectPlain(error.message);
    if (error.retryIn !== undefined) expect(error.retryIn).toBeGreaterThan(0);
    return undefined;
  }
}

/** Fit for a log, a terminal and a window. */
function expectPlain(text: string): void {
  expect(text.length).toBeLessThanOrEqual(600);
  expect(text).not.toMatch(
    /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u,
  );
}

function expectBounded(answer: AnnounceResponse): void {
  const { interval, minInterval = 10, peers, warning = '', trackerId } = answer;
  expect(interval).toBeGreaterThanOrEqual(30);
  expect(interval).toBeLessThanOrEqual(86_400);
  expect(minInterval).toBeGreaterThanOrEqual(10);
  expect(minInterval).toBeLessThanOrEqual(86_400);
  expect(peers.length).toBeLessThanOrEqual(MAX_PEERS);
  expect(peers.every(({ port }) => port > 0 && port < 65_536)).toBe(true);
  expect(trackerId?.length ?? 0).toBeLessThanOrEqual(256);
  expectPlain(warning);
}

const { responses } = readVectors<{ responses: { hex: string }[] }>('http-tracker.json');
const scraped = encode({
  files: { ['\u0001'.repeat(20)]: { complete: 1, downloaded: 2 } },
});

test('an announce of any bytes is read within its bounds, or refused by a TrackerError', () => {
  const bodies = new Mutations(
    responses.map(({ hex }) => fromHex(hex)!),
    7,
  );
  let read = 0;
  for (let count = 0; count < 10_000; count++) {
    const answer = onlyTrackerErrors(() => parseAnnounceResponse(bodies.next()));
    if (!answer) continue;
    expectBounded(answer);
    read++;
  }
  expect(read).toBeGreaterThan(500);
});

test('a scrape of any bytes is read, or refused by a TrackerError', () => {
  const bodies = new Mutations([scraped, encode({ 'failure reason': 'no' })], 8);
  for (let count = 0; count < 10_000; count++) {
    const counts = onlyTrackerErrors(() =>
      parseScrapeResponse(bodies.next(), [HASH, HASH]),
    );
    if (!counts) continue;
    expect(counts).toHaveLength(2);
    for (const { seeds, leechers, completed } of counts.flatMap((one) => one ?? [])) {
      expect(Math.min(seeds, leechers, completed)).toBeGreaterThanOrEqual(0);
    }
  }
});

const text = fc.string({ unit: 'binary', maxLength: 600 });

test('whatever a tracker writes, it is one plain line', () => {
  fc.assert(
    fc.property(text, fc.uint8Array({ maxLength: 60 }), (words, bytes) => {
      for (const given of [words, bytes] as Encodable[]) {
        const warned = parseAnnounceResponse(encode({ 'warning message': given }));
        expectPlain(warned.warning ?? '');
        const refused = encode({ 'failure reason': given });
        expect(onlyTrackerErrors(() => parseAnnounceResponse(refused))).toBeUndefined();
      }
    }),
  );
});

const body = fc.oneof(
  fc.constantFrom(encode({ interval: 60 }), scraped, new Uint8Array(2 << 20)),
  fc.uint8Array({ maxLength: 100 }),
);
const piece = fc.oneof(
  fc
    .constantFrom(
      ...['HTTP/1.1 200 OK\r\n', 'HTTP/1.1 302 Found\r\n', 'HTTP/1.1 500 X\r\n', '\r\n'],
      ...[
        'Content-Length: 12\r\n',
        'Content-Encoding: gzip\r\n',
        'Connection: close\r\n',
      ],
      ...['Transfer-Encoding: chunked\r\n', '5\r\nd1:a0\r\n', '0\r\n\r\n', 'garbage'],
      ...[
        'Location: /a\r\n',
        'Location: file:///x\r\n',
        'Location: http://127.0.0.1/\r\n',
      ],
    )
    .map((line) => encodeUtf8(line)),
  body,
  body.map((bytes) => Uint8Array.from(gzipSync(bytes))),
);

test('whatever a server sends, an announce ends, by a TrackerError at worst, and leaves nothing open', async () => {
  const sent = fc.array(piece, { maxLength: 8 });
  const whole = fc.asyncProperty(sent, fc.boolean(), async (pieces, isChopped) => {
    const host = new ScriptedHost(({ send, close }) => {
      const bytes = concat(pieces);
      if (isChopped && bytes.length < 5000)
        for (const one of bytes) send(Uint8Array.of(one));
      else send(bytes);
      if (pieces.length % 3 > 0) close();
      // Time is up.
      else setImmediate(() => host.advance(30_000));
    });
    const { clock } = host;
    const dns = { resolve: async () => ['10.0.0.1'] };
    const tracker = new HttpTracker(new HttpClient(host, 'Rill/1'), { dns, clock });
    const { signal } = new AbortController();
    const url = 'http://tracker.example/announce';
    const outcome = await tracker
      .announce(url, 'ipv4', REQUEST, signal)
      .catch((error: unknown) => error);
    if (outcome instanceof TrackerError) expectPlain(outcome.message);
    else expectBounded(outcome as AnnounceResponse);
    expect([host.sockets, host.timers]).toEqual([0, 0]);
    expect(host.connected.every(({ host: at }) => at === '10.0.0.1')).toBe(true);
  });
  await fc.assert(whole, { numRuns: 300 });
}, 60_000);
