import * as v from 'valibot';
import type { SavedDht } from '../dht/dht.ts';
import { MOST_SAVED } from '../dht/saved-nodes.ts';
import type { KeyValueStore } from '../ports/key-value-store.ts';

/** The key of the one record. */
export const DHT_RECORD = 'dht';

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
    const bytes = await store.get(DHT_RECORD);
    return bytes ? read(bytes) : {};
  } catch {
    return {};
  }
}

export async function saveDht(store: KeyValueStore, saved: SavedDht): Promise<void> {
  await store.set(DHT_RECORD, write(saved));
}

/**
 * The record for another who has it in common: two nodes of one id would be in each other's
 * way. What cannot be read stays as it is.
 */
export function withoutIds(record: Uint8Array): Uint8Array {
  try {
    const { ipv4, ipv6 } = read(record);
    return write({
      ...(ipv4 && { ipv4: { ...ipv4, id: '' } }),
      ...(ipv6 && { ipv6: { ...ipv6, id: '' } }),
    });
  } catch {
    return record;
  }
}

function read(bytes: Uint8Array): SavedDht {
  return v.parse(Stored, JSON.parse(new TextDecoder().decode(bytes)));
}

function write(saved: SavedDht): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(saved));
}
