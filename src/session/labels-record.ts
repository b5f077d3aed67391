import * as v from 'valibot';
import { labelKey, MOST_LABELS, readLabel } from '../api/labels.ts';
import type { KeyValueStore } from '../ports/key-value-store.ts';

/** The labels of each torrent that has any, by its id. */
export type LabelsById = ReadonlyMap<string, readonly string[]>;

const KEY = 'labels';
const Stored = v.array(v.tuple([v.string(), v.array(v.string())]));

/** As they were saved; what cannot be read counts as absent. */
export async function loadLabels(store: KeyValueStore): Promise<LabelsById> {
  const bytes = await store.get(KEY);
  if (!bytes) return new Map();
  try {
    const pairs = v.parse(Stored, JSON.parse(new TextDecoder().decode(bytes)));
    return new Map(pairs.map(([id, labels]) => [id, readable(labels)]));
  } catch {
    return new Map();
  }
}

/** In one write: a label that many torrents have is renamed for all of them, or for none. */
export async function saveLabels(
  store: KeyValueStore,
  labels: LabelsById,
): Promise<void> {
  if (labels.size === 0) return store.delete(KEY);
  await store.set(KEY, new TextEncoder().encode(JSON.stringify([...labels])));
}

function readable(labels: readonly string[]): readonly string[] {
  return eachOnce(labels.flatMap((label) => readLabel(label) ?? []));
}

/** Of those that differ only in case the first; no more than a torrent may have. */
export function eachOnce(labels: readonly string[]): readonly string[] {
  const byKey = new Map<string, string>();
  for (const label of labels) {
    if (!byKey.has(labelKey(label))) byKey.set(labelKey(label), label);
  }
  return [...byKey.values()].slice(0, MOST_LABELS);
}
