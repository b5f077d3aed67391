import * as v from 'valibot';
import type { SavedDht } from '../dht/dht.ts';
import { MOST_SAVED } from '../dht/saved-nodes.ts';
import type { KeyValueStore } from '../ports/key-value-store.ts';

const KEY = 'dht';

const Saved = v.object({
  id: v.string(),
  nodes: v.pipe(
    v.array(v.object({ id: v.string(), host: v.string(), port: v.number() })),
    v.maxLength(MOST_SAVED),
  ),
});
const Stored = v.object({ ipv4: v.optional(Saved), ipv6: v.optional(Saved) });

/** The nodes of an earlier run; what cannot be read counts as absent. */
export async function loadDht(store: KeyValueStore): Promise<SavedDht> {
  try {
    const bytes = await store.get(KEY);
    return bytes ? v.parse(Stored, JSON.parse(new TextDecoder().decode(bytes))) : {};
  } catch {
    return {};
  }
}

export async function saveDht(store: KeyValueStore, saved: SavedDht): Promise<void> {
  await store.set(KEY, new TextEncoder().encode(JSON.stringify(saved)));
}
