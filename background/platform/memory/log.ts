import type { Log, LogLevel } from '../../../src/ports/log.ts';

export interface LogEntry {
  readonly level: LogLevel;
  readonly area: string;
  readonly message: string;
}

/** Entries kept; the oldest go first. */
const KEPT = 10_000;

/** Collects what is said. */
export class MemoryLog implements Log {
  readonly entries: LogEntry[] = [];

  write(level: LogLevel, area: string, message: string): void {
    this.entries.push({ level, area, message });
    if (this.entries.length > KEPT) this.entries.shift();
  }
}
