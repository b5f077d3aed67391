import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatIp } from '../../../src/bytes/ip-address.ts';
import { encodeUtf8 } from '../../../src/bytes/text.ts';
import { IpFilter } from '../../../src/peer/ip-filter.ts';
import { IpFilterBuilder } from '../../../src/peer/ip-filter-builder.ts';
import { parseIpFilter } from '../../../src/peer/parse-ip-filter.ts';

const parse = (...lines: string[]) => parseIpFilter(encodeUtf8(lines.join('\n')));

test.each([
  ['eMule', '001.002.003.008 - 001.002.003.016 , 000 , Some: body, 1.1.1.1'],
  ['eMule without a name', '1.2.3.8-1.2.3.16,100'],
  ['PeerGuardian', 'One, two, 3-4:1.2.3.8-1.2.3.16'],
  ['PeerGuardian, too', 'Some body: 9-9:1.2.3.8-1.2.3.16'],
  ['a plain range', '  1.2.3.8 - 1.2.3.16\r'],
])('reads a range as %s has it', (_, line) => {
  const { filter, skipped } = parse(line);
  expect(skipped).toBe(0);
  const hosts = ['1.2.3.7', '1.2.3.8', '1.2.3.12', '1.2.3.16', '1.2.3.17'];
  expect(hosts.map((host) => filter.has(host))).toEqual([false, true, true, true, false]);
});

test.each([
  ['1.2.3.0/29', ['1.2.3.0', '1.2.3.7'], ['1.2.2.255', '1.2.3.8']],
  ['1.2.3.5/29', ['1.2.3.0', '1.2.3.7'], ['1.2.2.255', '1.2.3.8']],
  ['1.2.3.4', ['1.2.3.4', '::ffff:1.2.3.4'], ['1.2.3.3', '1.2.3.5']],
  ['0.0.0.0/0', ['0.0.0.0', '255.255.255.255'], ['::1']],
  ['2001:db8::/32', ['2001:db8::', '2001:db8:ffff::1'], ['2001:db9::', '2001:db7::']],
  ['2001:db8::1', ['2001:db8::1'], ['2001:db8::2', '2001:db8::']],
  ['::1:0 - ::2:0', ['::1:0', '::1:ffff', '::2:0'], ['::ffff', '::2:1', '1.2.3.4']],
  ['a name:fe80::1-fe80::5', ['fe80::1', 'fe80::5'], ['fe80::6', 'fe80::']],
])('reads %s', (line, inside, outside) => {
  const { filter } = parse(line);
  expect(inside.filter((host) => !filter.has(host))).toEqual([]);
  expect(outside.filter((host) => filter.has(host))).toEqual([]);
});

test('an access level of 128 and above lets in', () => {
  const { filter, skipped } = parse('1.0.0.0 - 1.0.0.9 , 128 , friends');
  expect([filter.size, skipped]).toEqual([0, 0]);
});

test('comments and empty lines say nothing, other lines are counted', () => {
  const { filter, skipped } = parse(
    ...[
      '# a comment',
      '// another',
      '',
      '1.2.3.4',
      'nonsense',
      '1.2.3.256',
      '9.9.9.9/33',
    ],
    ...['5.5.5.5 - 4.4.4.4', '1.1.1.1 - ::1', 'x'.repeat(2000)],
  );
  expect([filter.size, skipped]).toEqual([1, 6]);
});

test('ranges that overlap or touch are one', () => {
  const { filter } = parse(
    ...['1.0.0.5 - 1.0.0.9', '1.0.0.0 - 1.0.0.6', '1.0.0.10', '1.0.0.12', '::1', '::2'],
    ...['255.255.255.255', '0.0.0.0'],
  );
  expect(filter.size).toBe(5);
});

test('a list may be packed', () => {
  const file = gzipSync('1.2.3.4\n');
  expect(parseIpFilter(file).filter.has('1.2.3.4')).toBe(true);
  expect(() => parseIpFilter(file.subarray(0, 15))).toThrow(
    expect.objectContaining({ code: 'bad-ip-filter' }),
  );
});

test('what holds no address at all is no list', () => {
  expect(() => parse('<html>', '</html>')).toThrow(
    expect.objectContaining({ code: 'bad-ip-filter' }),
  );
  expect(parse('').filter.size).toBe(0);
});

test('a name is not filtered', () => {
  expect(parse('0.0.0.0/0').filter.has('example.com')).toBe(false);
});

/** Few numbers, so that they meet. */
const v4 = fc.tuple(
  fc.constant(10),
  fc.constantFrom(0, 255),
  fc.constantFrom(0, 1, 255),
  fc.nat(8),
);
const v6 = fc
  .tuple(fc.constantFrom(0x20, 0x00), fc.constantFrom(0, 255), fc.nat(4))
  .map(([head, middle, tail]) => [head, ...new Array(13).fill(middle), 1, tail]);
const address = fc.oneof(v4, v6).map((bytes) => Uint8Array.from(bytes));

test('answers as a look through all ranges would, after a restart, too', () => {
  const ranges = fc.array(fc.tuple(address, address), { maxLength: 12 });
  fc.assert(
    fc.property(ranges, fc.array(address), (pairs, asked) => {
      const builder = new IpFilterBuilder();
      const taken = pairs.filter(([first, last]) => builder.add(first, last));
      const filter = IpFilter.from(builder.build().encode())!;
      for (const bytes of asked) {
        const inside = taken.some(
          ([first, last]) =>
            first.length === bytes.length &&
            Buffer.compare(first, bytes) <= 0 &&
            Buffer.compare(bytes, last) <= 0,
        );
        expect(filter.has(formatIp(bytes))).toBe(inside);
      }
    }),
  );
});

test.each([[[]], [[1]], [[1, 0, 0, 0]], [[9, 0, 0, 0, 1, 1, 1, 1]]])(
  'the bytes %j are no filter',
  (bytes) => {
    expect(IpFilter.from(Uint8Array.from(bytes))).toBeUndefined();
  },
);

/** Half a million ranges that do not touch, in no order. */
function largeList(): string {
  const lines: string[] = [];
  for (let at = 0; at < 500_000; at++) {
    const start = ((at * 7919) % 500_000) * 8000;
    const ip = (n: number) =>
      [n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255].join('.');
    lines.push(`Organisation number ${at}:${ip(start)}-${ip(start + 4000)}`);
  }
  return lines.join('\n');
}

test('500,000 ranges are read in seconds and looked up in microseconds', () => {
  const file = gzipSync(largeList());
  const began = performance.now();
  const { filter, skipped } = parseIpFilter(file);
  const read = performance.now() - began;
  expect([filter.size, skipped]).toEqual([500_000, 0]);
  const hosts = Array.from(
    { length: 1000 },
    (_, at) => `${(at * 37) % 239}.${at % 256}.${(at * 3) % 256}.7`,
  );
  let held = 0;
  const looked = performance.now();
  for (let round = 0; round < 100; round++) {
    for (const host of hosts) if (filter.has(host)) held++;
  }
  const each = ((performance.now() - looked) * 1000) / (100 * hosts.length);
  if (process.env.SHOW_FIGURES) process.stderr.write(`${read} ms, ${each} us\n`);
  expect(held).toBeGreaterThan(0);
  // Ten times what it takes on a quiet machine.
  expect(read).toBeLessThan(20_000);
  expect(each).toBeLessThan(20);
});
