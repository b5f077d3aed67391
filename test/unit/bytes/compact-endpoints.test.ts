import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { formatCompact, parseCompact } from '../../../src/bytes/compact-endpoints.ts';
import { fromHex, toHex } from '../../../src/bytes/hex.ts';
import { formatIp, parseIp } from '../../../src/bytes/ip-address.ts';
import { readVectors } from '../../support/vectors.ts';

interface CompactPeer {
  readonly raw: string;
  readonly ip: string;
  readonly port: number;
}

test.each(readVectors<CompactPeer[]>('compact-peers.json'))(
  'reads $raw (BEP 5)',
  (peer) => {
    const endpoint = { host: peer.ip, port: peer.port };
    expect(parseCompact(fromHex(peer.raw)!, 'ipv4', 10)).toEqual([endpoint]);
    expect(toHex(formatCompact(endpoint)!)).toBe(peer.raw);
  },
);

test('leaves out port 0, what is cut short at the end, and what is over the limit', () => {
  const bytes = fromHex('0a0000010001' + '0a0000020000' + '0a0000030003' + '0a0000')!;
  expect(parseCompact(bytes, 'ipv4', 10)).toEqual([
    { host: '10.0.0.1', port: 1 },
    { host: '10.0.0.3', port: 3 },
  ]);
  expect(parseCompact(bytes, 'ipv4', 1)).toHaveLength(1);
  expect(parseCompact(bytes, 'ipv4', 0)).toEqual([]);
});

test('an endpoint comes back from its 18 bytes', () => {
  const endpoint = { host: '2001:db8::1', port: 6881 };
  const bytes = formatCompact(endpoint)!;
  expect(toHex(bytes)).toBe('20010db8000000000000000000000001' + '1ae1');
  expect(parseCompact(bytes, 'ipv6', 1)).toEqual([endpoint]);
  expect(formatCompact({ host: 'example.com', port: 1 })).toBeUndefined();
});

test('an address comes back from its bytes, and reads as it does elsewhere', () => {
  // Many zeros, which is what makes an IPv6 literal hard.
  const byte = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 255 }));
  const address = fc.oneof(
    fc.array(byte, { minLength: 4, maxLength: 4 }),
    fc.array(byte, { minLength: 16, maxLength: 16 }),
  );
  fc.assert(
    fc.property(address, (bytes) => {
      const text = formatIp(Uint8Array.from(bytes));
      expect([...parseIp(text)!]).toEqual(bytes);
      expect(ipaddr.parse(text).toByteArray()).toEqual(bytes);
    }),
  );
});

test.each([
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['1::', '1::'],
  ['::FFFF:1.2.3.4', '::ffff:1.2.3.4'],
  ['64:ff9b::1.2.3.4', '64:ff9b::102:304'],
])('%s is written %s (RFC 5952)', (text, canonical) => {
  expect(formatIp(parseIp(text)!)).toBe(canonical);
});

test.each([
  ...['', '1.2.3', '1.2.3.4.5', '1.2.3.256', '01.2.3.4', '1.2.3.4 ', 'example.com'],
  ...[':', ':::', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1::2::3', '12345::', '::g'],
  ...['1:2:3:4:5:6:7::8', '1.2.3.4::', '::1.2.3.4:5', 'fe80::1%eth0'],
])('%j is no address', (text) => {
  expect(parseIp(text)).toBeUndefined();
});
