import { expect, test } from '@jest/globals';
import { isLocalAddress } from '../../../src/bytes/local-address.ts';

test.each([
  ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.9'],
  ...['169.254.7.7', '::1', 'fe80::1', 'fd12::5', '::ffff:192.168.1.9'],
])('%s is local', (host) => {
  expect(isLocalAddress(host)).toBe(true);
});

test.each([
  ...['8.8.8.8', '172.15.0.1', '172.32.0.1', '192.169.0.1', '11.0.0.1', '100.64.0.1'],
  ...['2001:db8::1', '::', '::ffff:8.8.8.8', 'ff02::1', 'localhost', 'example.org'],
])('%s is not', (host) => {
  expect(isLocalAddress(host)).toBe(false);
});
