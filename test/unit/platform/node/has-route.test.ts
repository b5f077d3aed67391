import { networkInterfaces } from 'node:os';
import { expect, test } from '@jest/globals';
import { hasRoute } from '../../../../background/platform/node/has-route.ts';

const addresses = Object.values(networkInterfaces()).flat();
const hasIpv6 = addresses.some((one) => one?.address === '::1');

test('there is a way to this machine itself, and none to a link that is not named', async () => {
  expect(await hasRoute('127.0.0.1')).toBe(true);
  expect(await hasRoute('::1')).toBe(hasIpv6);
  expect(await hasRoute('fe80::1')).toBe(false);
});
