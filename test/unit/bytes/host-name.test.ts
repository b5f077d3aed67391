import { expect, test } from '@jest/globals';
import { isHostName } from '../../../src/bytes/host-name.ts';
import { isLocalHost } from '../../../src/bytes/local-host.ts';

test.each([
  'a',
  'a.example',
  '3.example',
  '_x._tcp.example',
  'xn--mller-kva.example',
  '0xg',
])('%s may be a name', (text) => expect(isHostName(text)).toBe(true));

test.each(['', '-a', 'a-', 'a b', 'a:1', 'ü.example', 'a/b', 'x'.repeat(254)])(
  '%j is no name',
  (text) => expect(isHostName(text)).toBe(false),
);

test.each([
  '127.1',
  '2130706433',
  '0x7f.1',
  '0x7f000001',
  '1.2.3.999',
  '017700000001',
  '0x',
])('%s is no name, but what some systems take for an address', (text) =>
  expect(isHostName(text)).toBe(false),
);

test.each([
  '127.0.0.1',
  '::1',
  'localhost',
  'a.localhost',
  '192.168.1.1',
  'nas',
  'nas.local',
])('%s is near', (host) => expect(isLocalHost(host)).toBe(true));

test.each(['8.8.8.8', '2001:db8::1', 'a.example', 'local.example'])(
  '%s is not near',
  (host) => expect(isLocalHost(host)).toBe(false),
);
