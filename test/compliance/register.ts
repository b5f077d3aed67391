import { test } from '@jest/globals';
import type { Case } from './suite.ts';

/** Makes each case a test of jest's. */
export function register<Subject>(
  cases: readonly Case<Subject>[],
  subject: () => Subject,
): void {
  for (const { name, run } of cases) test(name, () => run(subject()));
}
