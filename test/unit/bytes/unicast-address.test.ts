import { expect, test } from '@jest/globals';
import { isUnicastAddress } from '../../../src/bytes/unicast-address.ts';

test.each(['10.0.0.1', '127.0.0.1', '223.255.255.255', '::1', '2001:db8::1', 'fe80::1'])(
  '%s can be of one machine',
  (host) => {
    expect(isUnicastAddress(host)).toBe(true);
  },
);

test.each([
  '0.0.0.0',
  '0.1.2.3',
  '224.0.0.1',
  '239.192.152.143',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::2',
  '::ffff:10.0.0.1',
  'ff02::1',
  'ff15::efc0:988f',
  'example.org',
  '',
])('%j cannot', (host) => {
  expect(isUnicastAddress(host)).toBe(false);
});
