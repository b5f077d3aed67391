import { expect, test } from '@jest/globals';
import { toNetworkError } from '../../../../background/platform/node/network-error.ts';

test.each([
  ['ECONNREFUSED', 'refused'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['ETIMEDOUT', 'timed-out'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ENOTFOUND', 'name-not-found'],
  ['EAI_AGAIN', 'name-not-found'],
  ['EADDRINUSE', 'address-in-use'],
  ['EACCES', 'denied'],
  ['EMFILE', 'failed'],
])('the system’s %s is our %s', (system, ours) => {
  const error = toNetworkError(Object.assign(new Error('the reason'), { code: system }));
  expect(error).toMatchObject({ code: ours, fault: 'network', message: 'the reason' });
});
