import type { Magnets } from './magnets.ts';
import type { TorrentList } from './torrent-list.ts';

/** The versions of what a publisher publishes (BEP 46): torrents in the list, or their links. */
export class Versions {
  readonly #torrents: TorrentList;
  readonly #magnets: Magnets;

  constructor(torrents: TorrentList, magnets: Magnets) {
    this.#torrents = torrents;
    this.#magnets = magnets;
  }

  /** The id of the one that has this name, if it is there. */
  idOf(name: string): string | undefined {
    return this.#torrents.named(name)?.id ?? this.#magnets.sharing([name])[0]?.id;
  }

  isPaused(id: string): boolean {
    return (
      this.#magnets.record(id)?.paused ?? this.#torrents.find(id).state.kind === 'paused'
    );
  }

  /**
   * Another version comes in its place, with files of the same names perhaps: it leaves them
   * alone from now on and, if it is ever resumed, looks at them anew.
   */
  async retire(id: string): Promise<void> {
    if (this.#magnets.has(id)) return this.#magnets.remove(id);
    const torrent = this.#torrents.find(id);
    await torrent.pause();
    torrent.recheck();
  }
}
