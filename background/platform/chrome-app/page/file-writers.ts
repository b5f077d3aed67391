import { StorageError } from '../../../../src/errors/storage-error.ts';
import { createWriter, type FileEntry, type FileWriter, finished } from './entries.ts';

/** Writers at once on one file: one alone is four times slower (docs/platform.md). */
const MAX_WRITERS = 8;

/** Writes to one file, several at once; who finds no writer free waits in turn. */
export class FileWriters {
  readonly #entry: FileEntry;
  readonly #free: FileWriter[] = [];
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(entry: FileEntry) {
    this.#entry = entry;
  }

  get idle(): boolean {
    return this.#busy === 0;
  }

  async write(offset: number, data: Blob): Promise<void> {
    if (this.#busy >= MAX_WRITERS) {
      // Whoever ends hands its place on.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#busy++;
    }
    try {
      const writer = await this.#writerThatReaches(offset);
      writer.seek(offset);
      if (writer.position !== offset) {
        throw new StorageError('io', 'the file is shorter than it was made');
      }
      await finished(writer, () => writer.write(data));
      this.#free.push(writer);
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy--;
    }
  }

  /** A writer takes the file to be as long as when it was made, and seeks no further. */
  async #writerThatReaches(offset: number): Promise<FileWriter> {
    const free = this.#free.pop();
    if (free && free.length >= offset) return free;
    return createWriter(this.#entry);
  }
}
