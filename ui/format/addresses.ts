/*
 * Addresses as a person writes them: one to a line. Between trackers an empty line begins a
 * new tier, which is tried when those above fail (BEP 12).
 */

/** What one command may hold: more would be refused whole (src/api/validate.ts). */
const MOST = 500;
const LONGEST = 2048;

export function readAddresses(typed: string): string[] {
  return lines(typed).filter((line) => line !== '');
}

export function readTiers(typed: string): string[][] {
  const tiers: string[][] = [[]];
  for (const line of lines(typed)) {
    if (line !== '') tiers.at(-1)?.push(line);
    else if (tiers.at(-1)?.length !== 0) tiers.push([]);
  }
  return tiers.filter((tier) => tier.length > 0);
}

export function showTiers(tiers: readonly (readonly string[])[]): string {
  return tiers.map((tier) => tier.join('\n')).join('\n\n');
}

/** Why a command cannot hold them; undefined when it can. */
export function addressesProblem(
  addresses: readonly string[],
): 'too-many' | 'too-long' | undefined {
  if (addresses.length > MOST) return 'too-many';
  return addresses.some(({ length }) => length > LONGEST) ? 'too-long' : undefined;
}

function lines(typed: string): string[] {
  return typed.split(/\r\n|\r|\n/).map((line) => line.trim());
}
