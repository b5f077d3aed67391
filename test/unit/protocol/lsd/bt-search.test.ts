import { expect, test } from '@jest/globals';
import { toHex } from '../../../../src/bytes/hex.ts';
import { decodeLatin1, encodeLatin1 } from '../../../../src/bytes/text.ts';
import {
  decodeBtSearch,
  encodeBtSearch,
  hashesThatFit,
  LONGEST_BT_SEARCH,
} from '../../../../src/protocol/lsd/bt-search.ts';
import { readVectors } from '../../../support/vectors.ts';

const { message, groups } = readVectors<{ message: string; groups: string[] }>(
  'lsd.json',
);
const group = groups[0]!;
const hash = 'cd41c7fdddfd034a15a04d7ff881216e01c4ceaf';
const other = '0123456789abcdef0123456789abcdef01234567';

function read(...lines: string[]) {
  const text = ['BT-SEARCH * HTTP/1.1', ...lines].join('\r\n');
  const { port, infoHashes, cookie } = decodeBtSearch(encodeLatin1(`${text}\r\n\r\n`));
  return { port, infoHashes: infoHashes.map(toHex), cookie };
}

test('reads the known message', () => {
  const { port, infoHashes, cookie } = decodeBtSearch(encodeLatin1(message));
  expect([port, infoHashes.map(toHex), cookie]).toEqual([6000, [hash], undefined]);
});

test('writes the known message', () => {
  const known = decodeBtSearch(encodeLatin1(message));
  expect(decodeLatin1(encodeBtSearch(group, known))).toBe(message);
});

test('reads several info hashes, each once, and the cookie', () => {
  expect(
    read(
      `Infohash: ${hash}`,
      'Port: 1',
      `infohash:${other.toUpperCase()}`,
      `INFOHASH: ${hash}  `,
      'Cookie: abc',
    ),
  ).toEqual({ port: 1, infoHashes: [hash, other], cookie: 'abc' });
});

test('skips fields that nobody knows', () => {
  expect(read('Host: x', 'Port: 65535', 'X-Y: z', `Infohash: ${hash}`).port).toBe(65535);
});

test('takes lines that end without a carriage return', () => {
  const text = message.replaceAll('\r', '');
  expect(decodeBtSearch(encodeLatin1(text)).port).toBe(6000);
});

test.each([
  ['nothing', ''],
  ['HTTP of another kind', message.replace('BT-SEARCH', 'M-SEARCH')],
  ['a message that is cut', message.slice(0, -5)],
  ['no port', message.replace(/Port.*\r\n/, '')],
  ['port 0', message.replace('6000', '0')],
  ['port 65536', message.replace('6000', '65536')],
  ['a port of digits and letters', message.replace('6000', '60x')],
  ['no info hash', message.replace(/Infohash.*\r\n/, '')],
  ['a short info hash', message.replace('ceaf', '')],
  ['an info hash that is not hex', message.replace('ceaf', 'ceax')],
  ['a control character', message.replace('6000', '60\x0000')],
  ['a line without a colon', message.replace('Port: ', 'Port ')],
  ['a folded line', message.replace('Port: ', 'Port:\r\n ')],
  ['a long cookie', message.replace('Port', `cookie: ${'x'.repeat(101)}\r\nPort`)],
  ['101 lines', message.replace('Port', `${'x: y\r\n'.repeat(101)}Port`)],
  ['5,000 bytes', message.replace('Port', `x: ${'y'.repeat(5000)}\r\nPort`)],
])('refuses %s', (_, text) => {
  expect(() => decodeBtSearch(encodeLatin1(text))).toThrow(
    expect.objectContaining({ code: 'bad-message' }),
  );
});

test.each(groups)('as many info hashes as fit make a datagram for %s full', (to) => {
  const rest = { port: 65535, cookie: 'x'.repeat(16) };
  const fit = hashesThatFit(to, rest);
  const lengthOf = (count: number) =>
    encodeBtSearch(to, { ...rest, infoHashes: Array(count).fill(new Uint8Array(20)) })
      .length;
  expect(fit).toBeGreaterThan(20);
  expect(lengthOf(fit)).toBeLessThanOrEqual(LONGEST_BT_SEARCH);
  expect(lengthOf(fit + 1)).toBeGreaterThan(LONGEST_BT_SEARCH);
});
