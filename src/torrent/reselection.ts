import { type PiecePicker, RANK } from '../picker/piece-picker.ts';
import type { Selection } from '../storage/selection.ts';
import type { TorrentStorage } from '../storage/torrent-storage.ts';
import type { WriteQueue } from '../storage/write-queue.ts';
import type { Download } from './download.ts';
import type { Progress } from './progress.ts';

/** What this needs of its torrent. */
export interface ReselectionHost {
  readonly progress: Progress;
  readonly picker: PiecePicker;
  readonly download: Download;
  readonly storage: TorrentStorage;
  readonly writes: WriteQueue;
  /** Pieces may begin that might not before. */
  placed(): void;
  /** The files cannot be used any more. */
  failed(error: unknown): void;
}

/**
 * Other files are wanted while the torrent runs, and its peers stay:
 *
 *  1. What is not wanted any more is not asked for any more. What of it is whole, and on its
 *     way into its files, comes to its end.
 *  2. Then the storage is told: what the part file has of files that are newly wanted goes
 *     into them, and room is made in it for what is to be kept there.
 *  3. Only then pieces begin that are newly wanted: nothing would keep their bytes before.
 */
export class Reselection {
  readonly #host: ReselectionHost;
  readonly #aborter = new AbortController();
  #placing: Promise<void> = Promise.resolve();

  constructor(host: ReselectionHost) {
    this.#host = host;
  }

  select(selection: Selection): void {
    const { progress, picker, download } = this.#host;
    progress.select(selection);
    for (let piece = 0; piece < progress.have.length; piece++) {
      picker.setRank(piece, RANK[progress.rank(piece)]);
      if (!progress.lacks(piece)) picker.begin(piece);
    }
    download.dropUnwanted();
    this.#placing = this.#placing.then(() => this.#place(selection));
  }

  /** Resolves once the storage is left alone. What is not in place is at the next start. */
  async stop(): Promise<void> {
    this.#aborter.abort();
    await this.#placing;
  }

  async #place(selection: Selection): Promise<void> {
    const { progress, picker, download, storage, writes } = this.#host;
    const { signal } = this.#aborter;
    if (signal.aborted) return;
    try {
      await writes.flush();
      await storage.select(selection, signal);
      if (!progress.have.full) await storage.makeEmptyFiles();
    } catch (error) {
      if (!signal.aborted) this.#host.failed(error);
      return;
    }
    if (signal.aborted) return;
    for (let piece = 0; piece < progress.have.length; piece++) {
      if (progress.lacks(piece) && !download.has(piece)) picker.release(piece);
    }
    this.#host.placed();
  }
}
