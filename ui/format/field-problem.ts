import type { ErrorReport } from '../../src/api/contract.ts';
import { errorSentence } from './error-text.ts';

/** The fields at fault, by the code that says so. */
const CODES = {
  name: 'unusable-name',
  trackers: 'bad-tracker',
  'web-seeds': 'bad-web-seed',
  'piece-length': 'bad-piece-length',
} as const;

export type FaultyField = keyof typeof CODES;

/** What to say beside that field. */
export function fieldProblem(
  field: FaultyField,
  report: ErrorReport | undefined,
): string | undefined {
  return isOf(field, report) ? errorSentence(report) : undefined;
}

/** What to say of the form as a whole, when it is not about one of its fields. */
export function formProblem(report: ErrorReport | undefined): string | undefined {
  const fields = Object.keys(CODES) as FaultyField[];
  if (!report || fields.some((field) => isOf(field, report))) return undefined;
  return errorSentence(report);
}

function isOf(field: FaultyField, report?: ErrorReport): report is ErrorReport {
  return report?.fault === 'input' && report.code === CODES[field];
}
