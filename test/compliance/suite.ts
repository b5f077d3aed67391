import { within } from './expect.ts';

/**
 * One sentence of a port's contract, checked against an adapter. Cases know no test
 * runner: the same ones run under jest in Node and, bundled, in a page or Worker of
 * Chrome.
 */
export interface Case<Subject> {
  /** The fact that holds; unique within its suite. */
  readonly name: string;
  /** Rejects with what is wrong. Leaves nothing open. */
  run(subject: Subject): Promise<void>;
}

/** Plain data, so that it crosses a message channel. */
export interface CaseResult {
  readonly name: string;
  /** Absent when the case holds. */
  readonly error?: string;
}

/** Milliseconds one case may take on a slow machine. */
export const CASE_DEADLINE = 20_000;

/** Runs the cases one after another, whether or not an earlier one failed. */
export async function runSuite<Subject>(
  cases: readonly Case<Subject>[],
  subject: Subject,
): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const { name, run } of cases) {
    try {
      await within(CASE_DEADLINE, run(subject), name);
      results.push({ name });
    } catch (error) {
      results.push({
        name,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  }
  return results;
}
