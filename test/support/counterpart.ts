import { describe, test } from '@jest/globals';
import { isPresent, type Program } from '../../background/launch/setup.mjs';

/**
 * Tests that need real programs beside Rill: run where those are installed, else skipped by
 * name, and failed where CI=true. `npm test` installs the programs where it can.
 */
export function describeWith(
  programs: Program | readonly Program[],
  tests: () => void,
): void {
  const needed = typeof programs === 'string' ? [programs] : programs;
  const missing = needed.filter((program) => !isPresent(program));
  switch (fateOf(missing, process.env.CI)) {
    case 'run':
      return describe(`with ${needed.join(', ')}`, tests);
    case 'skip':
      return describe.skip(`skipped, not installed: ${missing.join(', ')}`, tests);
    case 'fail':
      return test(`${missing.join(', ')} installed`, () => {
        throw new Error('not installed, and not to be skipped where CI=true');
      });
  }
}

/** Tests of what cannot be had everywhere, such as root or IPv6: skipped by name where it is not there. */
export function describeWhere(there: boolean, lack: string, tests: () => void): void {
  if (there) tests();
  else describe.skip(`skipped: ${lack}`, tests);
}

/** What becomes of tests for whose programs `missing` is not there. */
export function fateOf(missing: readonly Program[], ci: string | undefined) {
  if (missing.length === 0) return 'run';
  return ci === 'true' ? 'fail' : 'skip';
}
