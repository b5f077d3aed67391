import type { Random } from '../ports/random.ts';

/** In an order of which each is as likely. */
export function shuffled<T>(values: readonly T[], random: Random): T[] {
  const result = [...values];
  for (let at = result.length - 1; at > 0; at--) {
    const other = random.integer(at + 1);
    [result[at], result[other]] = [result[other]!, result[at]!];
  }
  return result;
}
