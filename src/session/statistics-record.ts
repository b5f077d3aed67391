import * as v from 'valibot';
import type { SpeedHistory } from '../api/speed.ts';
import type { Totals } from '../api/statistics.ts';
import type { KeyValueStore } from '../ports/key-value-store.ts';
import { SPANS } from '../rate/speed-history.ts';

/** What is kept of what was done. */
export interface StatisticsRecord {
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly starts: number;
  readonly totals: Totals;
  readonly day: Pick<SpeedHistory, 'end' | 'down' | 'up'>;
}

const KEY = 'statistics';

const Amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Slots = v.pipe(v.array(Amount), v.length(SPANS.day.slots));

const Stored = v.object({
  since: Amount,
  starts: Amount,
  totals: v.object({
    downloaded: Amount,
    uploaded: Amount,
    overheadDown: Amount,
    overheadUp: Amount,
    wrong: Amount,
    duplicate: Amount,
    time: Amount,
    added: Amount,
    completed: Amount,
    mostPeers: Amount,
  }),
  day: v.object({ end: Amount, down: Slots, up: Slots }),
});

/** undefined where there is none, or none that can be read. */
export async function loadStatistics(
  store: KeyValueStore,
): Promise<StatisticsRecord | undefined> {
  const bytes = await store.get(KEY);
  if (!bytes) return undefined;
  try {
    return v.parse(Stored, JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}

export async function saveStatistics(
  store: KeyValueStore,
  record: StatisticsRecord,
): Promise<void> {
  await store.set(KEY, new TextEncoder().encode(JSON.stringify(record)));
}
