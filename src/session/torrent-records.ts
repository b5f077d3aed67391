import type { KeyValueStore } from '../ports/key-value-store.ts';
import {
  decodeResumeData,
  encodeResumeData,
  type ResumeData,
} from '../storage/resume-data.ts';

const TORRENT = 'torrent/';
const RESUME = 'resume/';

/** What is kept of the torrents: each one's file as it came, and its resume data. */
export class TorrentRecords {
  readonly #store: KeyValueStore;
  #turn: Promise<void> = Promise.resolve();

  constructor(store: KeyValueStore) {
    this.#store = store;
  }

  /** Ids of all torrents kept. */
  async ids(): Promise<string[]> {
    const keys = await this.#store.keys(TORRENT);
    return keys.map((key) => key.slice(TORRENT.length));
  }

  /** The .torrent file. */
  file(id: string): Promise<Uint8Array | undefined> {
    return this.#store.get(TORRENT + id);
  }

  /** undefined when there is none that can be read. */
  async resume(id: string, pieceCount: number): Promise<ResumeData | undefined> {
    const bytes = await this.#store.get(RESUME + id);
    return bytes && decodeResumeData(bytes, pieceCount);
  }

  /** Its resume data first: where the files go is known as soon as the torrent is. */
  async add(id: string, file: Uint8Array, data: ResumeData): Promise<void> {
    await this.save(id, data);
    await this.#store.set(TORRENT + id, file);
  }

  async save(id: string, data: ResumeData): Promise<void> {
    await this.#store.set(RESUME + id, encodeResumeData(data));
  }

  /** Rewrites the file of a torrent that is on record; changes wait for each other. */
  change(id: string, change: (file: Uint8Array) => Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      const file = await this.file(id);
      if (file) await this.#store.set(TORRENT + id, change(file));
    });
  }

  remove(id: string): Promise<void> {
    return this.#inTurn(() => this.#remove(id));
  }

  async #remove(id: string): Promise<void> {
    await this.#store.delete(TORRENT + id);
    await this.#store.delete(RESUME + id);
  }
  /** What is read to be written again must not be removed, or changed, in between. */
  #inTurn(task: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(task);
    this.#turn = turn.catch(() => {});
    return turn;
  }
}
