import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { concat } from '../../../../src/bytes/concat.ts';
import { decodeLatin1, encodeLatin1 } from '../../../../src/bytes/text.ts';
import { HttpError } from '../../../../src/protocol/http/http-error.ts';
import {
  keepBody,
  ResponseReader,
} from '../../../../src/protocol/http/response-reader.ts';
import { readVectors } from '../../../support/vectors.ts';

const { chunked, reject_responses } = readVectors<{
  chunked: [string, string][];
  reject_responses: string[];
}>('http.json');

/** All at once, then the server closes. The body as text. */
function read(response: string | Uint8Array, limit = 10_000): string {
  const reader = new ResponseReader(keepBody(limit));
  reader.push(typeof response === 'string' ? encodeLatin1(response) : response);
  reader.end();
  return decodeLatin1(reader.body!);
}

function code(response: string | Uint8Array, limit?: number): string {
  try {
    return `accepted: ${read(response, limit)}`;
  } catch (error) {
    if (error instanceof HttpError) return error.code;
    throw error;
  }
}

function zipped(data: Uint8Array): Uint8Array {
  const head = encodeLatin1('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n');
  return concat([head, data]);
}

const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

test('reads chunks (known answer), and nothing from those cut short or malformed', () => {
  const [whole, cut, negative] = chunked.map(([body]) => CHUNKED + body);
  expect(read(whole!)).toBe(chunked[0]![1]);
  expect(code(cut!)).toBe('bad-answer');
  expect(code(negative!)).toBe('bad-answer');
});

test.each(reject_responses)('refuses %j', (response) => {
  expect(code(response)).toBe('bad-answer');
});

test.each([
  ['a length', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc', 'abc'],
  ['more than the length', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef', 'abc'],
  ['the same length twice', 'HTTP/1.1 200\r\nContent-Length: 1, 1\r\n\r\na', 'a'],
  ['neither', 'HTTP/1.0 200 OK\r\n\r\nabc', 'abc'],
  ['bare line feeds', 'HTTP/1.1 200 OK\nContent-Length: 1\n\na', 'a'],
  ['no content', 'HTTP/1.1 204 No Content\r\n\r\n', ''],
  ['an interim answer', 'HTTP/1.1 100 Go\r\n\r\nHTTP/1.1 200 OK\r\n\r\na', 'a'],
  ['extensions and trailers', `${CHUNKED}1;a=b\r\na\r\n0\r\nX: y\r\n\r\nrest`, 'a'],
  [
    'a part',
    'HTTP/1.1 206 P\r\nContent-Range: bytes 0-0/5\r\nContent-Length: 1\r\n\r\na',
    'a',
  ],
])('reads an answer with %s', (_, response, body) => {
  expect(read(response)).toBe(body);
});

test.each([
  ['a folded header', 'HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n'],
  ['a space before the colon', 'HTTP/1.1 200 OK\r\nA : b\r\n\r\n'],
  ['no colon', 'HTTP/1.1 200 OK\r\nAb\r\n\r\n'],
  ['an empty name', 'HTTP/1.1 200 OK\r\n: b\r\n\r\n'],
  ['a zero byte', 'HTTP/1.1 200 OK\r\nA: b\u0000\r\n\r\n'],
  ['a bare carriage return', 'HTTP/1.1 200 OK\r\nA: b\rC: d\r\n\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  ['an unknown transfer coding', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n'],
  ['an unknown content coding', 'HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n'],
  ['an upgrade', 'HTTP/1.1 101 Switching\r\n\r\n'],
  ['status 999', 'HTTP/1.1 999 ?\r\n\r\n'],
  ['HTTP/2', 'HTTP/2 200\r\n\r\n'],
  ['101 headers', `HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(101)}\r\n`],
  ['a head without end', `HTTP/1.1 200 OK\r\nA: ${'b'.repeat(33 * 1024)}`],
  ['interim answers without end', 'HTTP/1.1 100 Go\r\n\r\n'.repeat(2000)],
  ['a size line without end', `${CHUNKED}1;${'a'.repeat(300)}`],
  ['trailers without end', `${CHUNKED}0\r\n${'A: b\r\n'.repeat(2000)}`],
  ['a chunk longer than it says', `${CHUNKED}1\r\nab\r\n0\r\n\r\n`],
])('refuses %s', (_, response) => {
  expect(code(response)).toBe('bad-answer');
});

test('chunks over the limit are refused before they come', () => {
  expect(code(`${CHUNKED}5\r\nabcde\r\n5\r\nabcde`, 9)).toBe('too-large');
});

test('inflates gzip, members one behind another included', () => {
  const two = concat([gzipSync('abc'), gzipSync('def')]);
  expect(read(zipped(two))).toBe('abcdef');
  expect(read(zipped(gzipSync('')))).toBe('');
  expect(read(zipped(new Uint8Array(0)))).toBe('');
});

test('gzip that is cut short anywhere is refused', () => {
  const whole = gzipSync('hello'.repeat(300));
  for (let end = 1; end < whole.length; end++) {
    expect(code(zipped(whole.subarray(0, end)))).toBe('bad-answer');
  }
});

test.each([
  ['text', encodeLatin1('this is no gzip, and long enough')],
  ['garbage behind it', concat([gzipSync('abc'), encodeLatin1('garbage!')])],
])('%s is not taken for gzip', (_, body) => {
  expect(code(zipped(body))).toBe('bad-answer');
});

test('a gzip bomb ends at the limit, and takes no memory', () => {
  const bomb = zipped(gzipSync(new Uint8Array(200 * 1024 * 1024)));
  const before = process.memoryUsage().arrayBuffers;
  expect(code(bomb, 64 * 1024)).toBe('too-large');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
});

test('gzip that never yields anything ends, too', () => {
  const empty = gzipSync('');
  const reader = new ResponseReader(keepBody(1000));
  reader.push(zipped(new Uint8Array(0)));
  const flood = () => {
    for (let count = 0; count < 10_000; count++) reader.push(empty);
  };
  expect(flood).toThrow(expect.objectContaining({ code: 'too-large' }));
});

test('however it is cut into chunks, it reads the same', () => {
  const body = encodeLatin1('abc'.repeat(50));
  const chunks = `${CHUNKED}64\r\n${'x'.repeat(100)}\r\nA\r\n0123456789\r\n0\r\n\r\n`;
  const whole = fc.constantFrom(zipped(gzipSync(body)), encodeLatin1(chunks));
  fc.assert(
    fc.property(whole, fc.array(fc.integer({ min: 1, max: 40 })), (bytes, sizes) => {
      const reader = new ResponseReader(keepBody(1000));
      let at = 0;
      for (const size of [...sizes, bytes.length]) {
        const received = bytes.slice(at, at + size);
        reader.push(received);
        // The port takes its buffer back.
        received.fill(0);
        at += size;
      }
      reader.end();
      expect(decodeLatin1(reader.body!)).toBe(read(bytes));
    }),
  );
});
