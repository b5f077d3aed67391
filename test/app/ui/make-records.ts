import type { LogEntry, LogPart } from '../../../src/api/log.ts';
import type { SpeedHistory, SpeedSpan } from '../../../src/api/speed.ts';
import { NO_TOTALS, type Statistics } from '../../../src/api/statistics.ts';

const SLOTS = {
  minute: { step: 1000, count: 60 },
  hour: { step: 15_000, count: 240 },
  day: { step: 300_000, count: 288 },
} as const;

/** 18:40 of a day in UTC. */
export const RECORDED_AT = Date.UTC(2026, 0, 2, 18, 40);

/** Hills: 0 to 5 MB/s down, and a fifth of that up; of all together twice as much. */
export function makeSpeed(span: SpeedSpan, ofAll: boolean): SpeedHistory {
  const { step, count } = SLOTS[span];
  const height = (ofAll ? 2 : 1) * 5000 * step;
  const down = Array.from({ length: count }, (_, at) =>
    at < count / 4 ? 0 : Math.round(height * Math.abs(Math.sin(at / 9))),
  );
  const up = down.map((bytes, at) => Math.round((bytes * (1 + Math.cos(at / 5))) / 5));
  const tenth = (bytes: number) => Math.round(bytes / 10);
  const overhead = ofAll ? { down: down.map(tenth), up: up.map(tenth) } : null;
  return { step, end: RECORDED_AT, last: step, down, up, overhead };
}

/** What was written after that number, of that torrent or, null, of all. */
export function makeLogPart(
  entries: readonly LogEntry[],
  id: string | null,
  after: number,
): LogPart {
  const asked = entries.filter((entry) => id === null || entry.id === id);
  return {
    entries: asked.filter(({ number }) => number > after),
    last: entries.at(-1)?.number ?? 0,
  };
}

export function makeEntry(
  number: number,
  entry: Partial<LogEntry> & Pick<LogEntry, 'code'>,
): LogEntry {
  return {
    number,
    time: RECORDED_AT + number * 1000,
    level: 'info',
    id: null,
    name: '',
    values: {},
    error: null,
    message: `message ${number}`,
    ...entry,
  };
}

export const NO_STATISTICS: Statistics = {
  session: NO_TOTALS,
  allTime: NO_TOTALS,
  since: RECORDED_AT,
  starts: 1,
};

export const MAKE_STATISTICS: Statistics = {
  session: {
    downloaded: 2_900_000_000,
    uploaded: 620_000_000,
    overheadDown: 81_000_000,
    overheadUp: 62_000_000,
    wrong: 524_288,
    duplicate: 16_384,
    time: 7_500,
    added: 3,
    completed: 1,
    mostPeers: 61,
  },
  allTime: {
    downloaded: 1_240_000_000_000,
    uploaded: 2_480_000_000_000,
    overheadDown: 61_000_000_000,
    overheadUp: 80_000_000_000,
    wrong: 50_000_000,
    duplicate: 4_000_000,
    time: 8_000_000,
    added: 412,
    completed: 377,
    mostPeers: 498,
  },
  since: Date.UTC(2025, 2, 1, 9),
  starts: 212,
};
