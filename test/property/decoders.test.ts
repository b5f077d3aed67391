import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Encodable, encode } from '../../src/bencode/encode.ts';
import { encodeLatin1 } from '../../src/bytes/text.ts';
import { InputError } from '../../src/errors/input-error.ts';
import { TrackerError } from '../../src/errors/tracker-error.ts';
import { parseMagnet } from '../../src/metainfo/magnet.ts';
import { parseTorrent } from '../../src/metainfo/parse-torrent.ts';
import { HttpError } from '../../src/protocol/http/http-error.ts';
import { keepBody, ResponseReader } from '../../src/protocol/http/response-reader.ts';
import { parseAnnounceResponse } from '../../src/protocol/tracker/announce-response.ts';
import { mutatedTorrents } from '../support/mutated-torrents.ts';

type ErrorClass = abstract new (...args: never[]) => Error;

function onlyThrows(error: ErrorClass, read: () => unknown): void {
  try {
    read();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(error);
  }
}

/** Any value where a field is, now and then the right one. */
function field(...likely: Encodable[]): fc.Arbitrary<Encodable> {
  const wrong = fc.constantFrom<Encodable>(
    -1,
    0,
    2 ** 53 - 1,
    '',
    'x',
    [],
    {},
    ['x'],
    [{}],
  );
  return fc.oneof(fc.constantFrom(...likely), wrong, fc.uint8Array({ maxLength: 30 }));
}

const file = fc.record(
  { length: field(1, 5), path: field(['a'], ['..', 'b']), attr: field('p') },
  { requiredKeys: [] },
) as fc.Arbitrary<Encodable>;

const info = fc.record(
  {
    name: field('n'),
    'name.utf-8': field('n'),
    length: field(1, 5),
    files: fc.oneof(fc.array(file, { maxLength: 4 }), field([])),
    'piece length': field(16384),
    pieces: field(new Uint8Array(20), new Uint8Array(40)),
    'meta version': field(2),
    private: field(1),
  },
  { requiredKeys: ['name', 'piece length', 'pieces'] },
) as fc.Arbitrary<Encodable>;

const torrent = fc.record(
  {
    info,
    announce: field('http://a/'),
    'announce-list': field([['http://a/']], ['http://a/']),
    'url-list': field('http://a/', ['http://a/']),
    'creation date': field(1),
    comment: field('x'),
  },
  { requiredKeys: ['info'] },
) as fc.Arbitrary<Encodable>;

test('a torrent of any fields is read, or refused by an InputError', () => {
  fc.assert(
    fc.property(torrent, (fields) => {
      onlyThrows(InputError, () => {
        const metainfo = parseTorrent(encode(fields));
        expect(metainfo.pieceHashes).toHaveLength(metainfo.pieceCount * 20);
        const last = metainfo.files.at(-1)!;
        expect(last.offset + last.length).toBe(metainfo.size);
      });
    }),
    { numRuns: 2000 },
  );
});

test('a torrent of any version, changed anyhow, is read, or refused by an InputError', () => {
  const versions = new Set<string>();
  for (const bytes of mutatedTorrents(1, 5000)) {
    onlyThrows(InputError, () => {
      const { version, pieceHashes, pieceCount, files, size } = parseTorrent(bytes);
      versions.add(version);
      expect(pieceHashes?.length).toBe(version === 'v2' ? undefined : pieceCount * 20);
      expect(files.reduce((sum, { length }) => sum + length, 0)).toBe(size);
    });
  }
  expect([...versions].sort()).toEqual(['hybrid', 'v1', 'v2']);
});

const answer = fc.record(
  {
    interval: field(1800),
    'min interval': field(60),
    peers: field(new Uint8Array(12).fill(1), [{ ip: '1.2.3.4', port: 5 }]),
    peers6: field(new Uint8Array(18).fill(1)),
    'failure reason': field('no'),
    'tracker id': field('x'),
    complete: field(1),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Encodable>;

test('an answer of any fields is read, or refused by a TrackerError', () => {
  fc.assert(
    fc.property(answer, (fields) => {
      onlyThrows(TrackerError, () => {
        const { interval, peers } = parseAnnounceResponse(encode(fields));
        expect(interval).toBeGreaterThanOrEqual(30);
        expect(peers.every(({ port }) => port > 0 && port < 65536)).toBe(true);
      });
    }),
    { numRuns: 2000 },
  );
});

test('pieces of HTTP in any order are read, or refused by an HttpError', () => {
  const piece = fc.constantFrom(
    ...[
      'HTTP/1.1 200 OK\r\n',
      'HTTP/1.1 100 Go\r\n',
      '\r\n',
      '\n',
      '\r',
      ' ',
      'abc',
      '0',
    ],
    ...[
      'Content-Length: 3\r\n',
      'Transfer-Encoding: chunked\r\n',
      '3\r\nabc\r\n',
      '0\r\n',
    ],
    ...['Content-Encoding: gzip\r\n', '\u001f\u008b\u0008\u0000', 'A: b\r\n', ':', ';'],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      onlyThrows(HttpError, () => {
        const reader = new ResponseReader(keepBody(100));
        for (const text of pieces) reader.push(encodeLatin1(text));
        reader.end();
        expect(reader.body!.length).toBeLessThanOrEqual(100);
      });
    }),
    { numRuns: 3000 },
  );
});

test('any text is a magnet link, or refused by an InputError', () => {
  const hash = 'ab'.repeat(20);
  const part = fc.oneof(
    fc.constantFrom(
      'magnet:?',
      'xt=',
      'urn:btih:',
      hash,
      '&',
      '=',
      '%',
      '%41',
      '+',
      'tr=',
    ),
    fc.string({ maxLength: 5 }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
      const text = `magnet:?${parts.join('')}`;
      onlyThrows(InputError, () => {
        const { v1, v2 } = parseMagnet(text).hashes;
        expect([v1?.length ?? 20, v2?.length ?? 32]).toEqual([20, 32]);
        expect(v1 ?? v2).toBeDefined();
      });
    }),
    { numRuns: 2000 },
  );
});
