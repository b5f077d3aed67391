import { signal } from '@preact/signals';
import type { LogLevel } from '../../src/api/log.ts';
import type { SpeedSpan } from '../../src/api/speed.ts';

/** What is looked at of speed and log: it stays as it is from torrent to torrent. */
export class Records {
  readonly speedOf = signal<'torrent' | 'all'>('torrent');
  readonly span = signal<SpeedSpan>('minute');
  readonly logOf = signal<'torrent' | 'all'>('torrent');
  /** Of this and graver ones. */
  readonly level = signal<LogLevel>('info');
  readonly query = signal('');
  /** Whether it scrolls along with new entries. */
  readonly follows = signal(true);
}
