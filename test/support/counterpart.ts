import { describe, test } from '@jest/globals';
import { isPresent, type Program } from '../../background/launch/setup.mjs';

export interface DescribeWithOptions {
  readonly isPresent: (program: Program) => boolean;
  /** Missing programs fail the tests instead of skipping them. */
  readonly required: boolean;
}

const HERE: DescribeWithOptions = { isPresent, required: process.env.CI === 'true' };

/**
 * Tests that need real programs beside Rill: run where those are installed, else skipped with
 * their names, and failed where CI=true. `npm test` installs them where it can.
 */
export function describeWith(
  programs: Program | readonly Program[],
  tests: () => void,
  { isPresent, required }: DescribeWithOptions = HERE,
): void {
  const needed = typeof programs === 'string' ? [programs] : programs;
  const missing = needed.filter((program) => !isPresent(program)).join(', ');
  if (missing === '') {
    describe(`with ${needed.join(', ')}`, tests);
  } else if (required) {
    test(`${missing} is installed`, () => {
      throw new Error(`${missing} is not installed, and CI=true`);
    });
  } else {
    describe.skip(`without ${missing}, not installed here`, tests);
  }
}
