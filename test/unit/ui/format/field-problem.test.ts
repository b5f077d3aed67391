import { expect, test } from '@jest/globals';
import { fieldProblem, formProblem } from '../../../../ui/format/field-problem.ts';

const report = (code: string) => ({ fault: 'input', code, message: 'x' }) as const;

test('is said at the field that it is about, and nowhere else', () => {
  const wrong = report('bad-tracker');
  expect(fieldProblem('trackers', wrong)).toMatch(/^One line is not right: x\./);
  expect(fieldProblem('web-seeds', wrong)).toBeUndefined();
  expect(formProblem(wrong)).toBeUndefined();
});

test('is said of the whole form when it is about no field', () => {
  const wrong = report('nothing-to-share');
  expect(fieldProblem('trackers', wrong)).toBeUndefined();
  expect(formProblem(wrong)).toMatch(/^There is nothing to share/);
});

test('is not said when there is none', () => {
  expect(fieldProblem('trackers', undefined)).toBeUndefined();
  expect(formProblem(undefined)).toBeUndefined();
});
