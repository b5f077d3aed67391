import type { ErrorReport } from '../../src/api/contract.ts';
import { hasText, text } from '../i18n/text.ts';

export interface ErrorText {
  /** What went wrong, a sentence. */
  readonly what: string;
  /** What to do about it, a sentence; '' when there is nothing to do. */
  readonly next: string;
}

/**
 * An error in words for a person. Codes are told apart by whose fault they are: several
 * share a name. The report's own message stands in for a code nobody has words for.
 */
export function errorText(report: ErrorReport): ErrorText {
  const key = `error.${report.fault}.${report.code}`;
  const next = `${key}.next`;
  const values = { message: report.message };
  return {
    what: hasText(key) ? text(key, values) : report.message,
    next: hasText(next) ? text(next, values) : '',
  };
}

/** Both sentences in one. */
export function errorSentence(report: ErrorReport): string {
  const { what, next } = errorText(report);
  return next === '' ? what : `${what} ${next}`;
}
