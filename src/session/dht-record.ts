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
const Stored = v.object({
  ipv4: v.optional(Saved),
  ipv6: v.optional(Saved),
  /** Those that led to the nodes. */
  routers: v.optional(v.array(v.string())),
});
type Stored = v.InferOutput<typeof Stored>;

/**
 * The nodes of an earlier run, for one that begins with these routers; none where the routers
 * were others then, each of them: nodes of one network of one's own would lead to another. What
 * cannot be read counts as absent.
 */
export async function loadDht(
  store: KeyValueStore,
  routers: readonly string[],
): Promise<SavedDht> {
  try {
    const bytes = await store.get(DHT_RECORD);
    if (!bytes) return {};
    const { routers: before = [], ...saved } = read(bytes);
    const others = before.length > 0 && routers.length > 0;
    return others && !before.some((router) => routers.includes(router)) ? {} : saved;
  } catch {
    return {};
  }
}

/** `routers`: with which it began. */
export async function saveDht(
  store: KeyValueStore,
  saved: SavedDht,
  routers: readonly string[],
): Promise<void> {
  await store.set(DHT_RECORD, write({ ...saved, routers: [...routers] }));
}

/**
 * The record for another who has it in common: two nodes of one id would be in each other's
 * way. What cannot be read stays as it is.
 */
export function withoutIds(record: Uint8Array): Uint8Array {
  try {
    const { ipv4, ipv6, routers } = read(record);
    return write({
      routers,
      ...(ipv4 && { ipv4: { ...ipv4, id: '' } }),
      ...(ipv6 && { ipv6: { ...ipv6, id: '' } }),
    });
  } catch {
    return record;
  }
}

function read(bytes: Uint8Array): Stored {
  return v.parse(Stored, JSON.parse(new TextDecoder().decode(bytes)));
}

function write(saved: SavedDht & Pick<Stored, 'routers'>): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(saved));
}
