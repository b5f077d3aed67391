import { expect, test } from '@jest/globals';
import {
  canMove,
  canPause,
  canResume,
  canSave,
  isBeingMade,
} from '../../../../ui/format/row-abilities.ts';
import { makeRow } from '../../../app/ui/make-row.ts';

test('what is being made, or could not be, can only be removed', () => {
  const error = { fault: 'input', code: 'nothing-to-share', message: '' } as const;
  for (const row of [
    makeRow(1, { status: 'creating', embedded: true }),
    makeRow(1, { status: 'creating', embedded: true, error }),
  ]) {
    expect(isBeingMade(row)).toBe(true);
    expect([canPause, canResume, canMove, canSave].map((can) => can(row))).toEqual(
      Array(4).fill(false),
    );
  }
});

test('a torrent is either paused or resumed', () => {
  expect(canPause(makeRow(1))).toBe(true);
  expect(canResume(makeRow(1))).toBe(false);
  expect(canPause(makeRow(1, { status: 'error' }))).toBe(false);
  expect(canResume(makeRow(1, { status: 'error' }))).toBe(true);
});
