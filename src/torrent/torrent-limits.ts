import type { Clock } from '../ports/clock.ts';
import type { LimitGroup } from '../rate/limit-group.ts';
import type { Limiter } from '../rate/limiter.ts';
import type { TorrentOptions } from '../storage/torrent-options.ts';

/** What all torrents together may get and send. */
export interface SessionLimits {
  readonly down: Limiter;
  readonly up: Limiter;
}

/** What one torrent may get and send, in all that it does; it outlives each run. */
export class TorrentLimits {
  readonly down: LimitGroup;
  readonly up: LimitGroup;
  readonly #clock: Clock;

  constructor(limits: SessionLimits, options: TorrentOptions, clock: Clock) {
    const now = clock.now();
    this.down = limits.down.group(options.downLimit, now);
    this.up = limits.up.group(options.upLimit, now);
    this.#clock = clock;
  }

  /** From now on. */
  apply(options: TorrentOptions): void {
    const now = this.#clock.now();
    this.down.setRate(options.downLimit, now);
    this.up.setRate(options.upLimit, now);
  }
}
