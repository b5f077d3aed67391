import type { Random } from '../ports/random.ts';
import type { RoutingTable } from './routing-table.ts';
import type { StartingPoint } from './starting-points.ts';

/**
 * Nodes by chance, wherever they are, to be asked first: so what a lookup hears does not all
 * come from one neighbourhood, whose nodes may know but each other, or be of one hand.
 */
export function witnesses(
  table: RoutingTable,
  count: number,
  random: Random,
): StartingPoint[] {
  const rows = [...table.rows()];
  return Array.from({ length: Math.min(count, rows.length) }, () => {
    const row = rows[random.integer(rows.length)]!;
    const { contacts } = table;
    return { id: contacts.id(row), address: contacts.address(row), isFirst: true };
  });
}
