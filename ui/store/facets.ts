import type { TorrentRow } from '../../src/api/snapshot.ts';
import { foldText } from '../format/fold-text.ts';
import { type StatusFilter, statusFilters } from '../format/status-filter.ts';

/**
 * A line of a group that can be chosen: rows with that name, rows with none, or those whose
 * trackers have a problem. 'any' is no choice.
 */
export type Choice = 'any' | 'none' | 'problem' | `=${string}`;

/** What of a row filters go by. */
export interface Facets {
  readonly status: readonly StatusFilter[];
  readonly label: readonly Choice[];
  readonly tracker: readonly Choice[];
  readonly name: string;
  readonly folded: string;
}

export const FACETS = ['status', 'label', 'tracker'] as const;
export type FacetName = (typeof FACETS)[number];

/** `before` itself, where nothing changed: most changes are of figures. */
export function facetsOf(row: TorrentRow, before: Facets | undefined): Facets {
  const status = statusFilters(row);
  const label = named(row.labels);
  const tracker = named(row.trackers);
  if (row.trackerError) tracker.push('problem');
  const { name } = row;
  const isSame =
    before?.name === name &&
    areEqual(before.status, status) &&
    areEqual(before.label, label) &&
    areEqual(before.tracker, tracker);
  if (isSame) return before;
  const folded = before?.name === name ? before.folded : foldText(name);
  return { status, label, tracker, name, folded };
}

function named(names: readonly string[]): Choice[] {
  return names.length > 0 ? names.map((name): Choice => `=${name}`) : ['none'];
}

function areEqual(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at]);
}
