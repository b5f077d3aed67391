import { expect, test } from '@jest/globals';
import { fateOf } from '../../support/counterpart.ts';

test('tests run where their programs are installed', () => {
  expect(fateOf([], undefined)).toBe('run');
  expect(fateOf([], 'true')).toBe('run');
});

test('tests without their programs are skipped, but not where CI=true', () => {
  expect(fateOf(['aria2'], undefined)).toBe('skip');
  expect(fateOf(['aria2'], 'false')).toBe('skip');
  expect(fateOf(['aria2'], 'true')).toBe('fail');
});
