import { expect, test } from '@jest/globals';
import { endpoint } from '../../../background/platform/web/endpoint.ts';

test('an IPv4 address mapped into IPv6 is told as IPv4, in hexadecimal too', () => {
  expect(endpoint('::ffff:7f00:1', 5)).toEqual({ host: '127.0.0.1', port: 5 });
  expect(endpoint('::ffff:10.0.0.1', 5)).toEqual({ host: '10.0.0.1', port: 5 });
  expect(endpoint('::ffff:0:1:2', 5)).toEqual({ host: '::ffff:0:1:2', port: 5 });
  expect(endpoint('10.0.0.1', 5)).toEqual({ host: '10.0.0.1', port: 5 });
  expect(endpoint('::1', 5)).toEqual({ host: '::1', port: 5 });
});
