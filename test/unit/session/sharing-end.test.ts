import { expect, test } from '@jest/globals';
import {
  NEVER_ENDS,
  type Shared,
  sharingEnds,
} from '../../../src/session/sharing-end.ts';

const MINUTE = 60_000;
const SHARED: Shared = { uploaded: 0, size: 1000, time: 0, idle: 0 };

test.each<[string, object, object, boolean]>([
  ['without a limit never', {}, { uploaded: 1e12, time: 1e12, idle: 1e12 }, false],
  ['below the ratio not', { ratio: 1.5 }, { uploaded: 1499 }, false],
  ['at the ratio', { ratio: 1.5 }, { uploaded: 1500 }, true],
  ['at a ratio of nothing at once', { ratio: 0 }, {}, true],
  ['of nothing by no ratio', { ratio: 0 }, { size: 0 }, false],
  ['before the time not', { time: 2 }, { time: 2 * MINUTE - 1 }, false],
  ['at the time', { time: 2 }, { time: 2 * MINUTE }, true],
  ['idle too short not', { idle: 2 }, { idle: 2 * MINUTE - 1 }, false],
  ['idle long enough', { idle: 2 }, { idle: 2 * MINUTE }, true],
  ['at whatever comes first', { ratio: 9, time: 1 }, { time: MINUTE }, true],
])('%s', (_, limit, shared, ends) => {
  expect(sharingEnds({ ...NEVER_ENDS, ...limit }, { ...SHARED, ...shared })).toBe(ends);
});
