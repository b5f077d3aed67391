import { expect, test } from '@jest/globals';
import { isSleepless } from '../../../background/host/sleepless.ts';

const idle = { torrents: 0, busy: 0 };
const sharing = { torrents: 3, busy: 0 };
const downloading = { torrents: 3, busy: 1 };

test.each([
  ['never', [false, false, false]],
  ['downloading', [false, false, true]],
  ['running', [false, true, true]],
] as const)('%s', (keepAwake, expected) => {
  const found = [idle, sharing, downloading].map((now) => isSleepless(keepAwake, now));
  expect(found).toEqual(expected);
});
