import type { Settings } from '../api/settings.ts';
import type { SeedingLimit } from '../storage/torrent-options.ts';
import type { Torrent } from '../torrent/torrent.ts';
import { NEVER_ENDS, sharingEnds } from './sharing-end.ts';

export interface SharingHost {
  readonly torrents: Iterable<Torrent>;
  settings(): Settings;
  /** Milliseconds since somebody got something of the torrent, in this run of it. */
  idle(id: string): number;
  /** It has been shared enough, and is paused. */
  ended(torrent: Torrent): void;
}

/** Milliseconds of sharing that a crash can take from the record. */
const SAVE_EVERY = 60_000;

/** Ends the sharing of what has been shared enough. */
export class Sharing {
  readonly #host: SharingHost;
  #nextSave = 0;

  constructor(host: SharingHost) {
    this.#host = host;
  }

  /** Once every few seconds, and when something changed. */
  look(now: number): void {
    const saves = now >= this.#nextSave;
    if (saves) this.#nextSave = now + SAVE_EVERY;
    for (const torrent of this.#host.torrents) {
      if (torrent.state.kind !== 'running' || !torrent.complete) continue;
      if (this.#ends(torrent)) {
        torrent.pause();
        this.#host.ended(torrent);
      } else if (saves) torrent.touch();
    }
  }

  /**
   * A person wants it to go on: where its sharing is over it has no end from now on, or it
   * would end again at once.
   */
  goOn(torrent: Torrent): void {
    if (torrent.complete && this.#ends(torrent)) {
      torrent.setOptions({ seeding: NEVER_ENDS });
    }
  }

  #ends(torrent: Torrent): boolean {
    const { uploaded, doneBytes, seeded, id } = torrent;
    const idle = this.#host.idle(id);
    const limit = torrent.options.seeding ?? this.#general();
    return sharingEnds(limit, { uploaded, size: doneBytes, time: seeded, idle });
  }

  #general(): SeedingLimit {
    const { seedRatio, seedTime, seedIdle } = this.#host.settings();
    return { ratio: seedRatio, time: seedTime, idle: seedIdle };
  }
}
