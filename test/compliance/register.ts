import { test } from '@jest/globals';
import type { Case } from './suite.ts';

/** Makes each case a test of jest's. */
export function register<Subject>(
  cases: readonly Case<Subject>[],
  subject: () => Subject | Promise<Subject>,
): void {
  for (const { name, run } of cases) test(name, async () => run(await subject()));
}
