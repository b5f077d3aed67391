import * as v from 'valibot';
import type { KeyValueStore } from '../ports/key-value-store.ts';

const KEY = 'queue';
const Stored = v.array(v.string());

/** Ids, first to last, as they were saved; what cannot be read counts as absent. */
export async function loadQueue(store: KeyValueStore): Promise<readonly string[]> {
  const bytes = await store.get(KEY);
  if (!bytes) return [];
  try {
    return v.parse(Stored, JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return [];
  }
}

/** undefined: there is nothing to be kept. */
export async function saveQueue(
  store: KeyValueStore,
  order: readonly string[] | undefined,
): Promise<void> {
  if (!order) return store.delete(KEY);
  await store.set(KEY, new TextEncoder().encode(JSON.stringify(order)));
}
