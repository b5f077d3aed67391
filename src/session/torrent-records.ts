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

  async remove(id: string): Promise<void> {
    await this.#store.delete(TORRENT + id);
    await this.#store.delete(RESUME + id);
  }
}
