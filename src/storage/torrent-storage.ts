import { StorageError } from '../errors/storage-error.ts';
import type { FileLayout, FileSlice } from '../metainfo/file-layout.ts';
import type { Folder } from '../ports/folders.ts';

/** A torrent's bytes, one stream over all its files, in a folder. */
export class TorrentStorage {
  readonly #layout: FileLayout;
  readonly #folder: Folder;
  /** Files made as long as they are to be, or about to be. */
  readonly #allocated = new Map<number, Promise<void>>();

  constructor(layout: FileLayout, folder: Folder) {
    this.#layout = layout;
    this.#folder = folder;
  }

  /**
   * Writes the chunks one after another from `offset` of the stream. Resolves once the file
   * system took all of it; rejects with StorageError.
   */
  async write(offset: number, chunks: readonly Uint8Array[]): Promise<void> {
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    let at = 0;
    const writes: Promise<void>[] = [];
    for (const slice of this.#layout.slices(offset, length)) {
      const file = this.#layout.files[slice.file]!;
      const part = cut(chunks, at, slice.length);
      at += slice.length;
      if (file.kind !== 'file') continue;
      const write = async () => {
        await this.#allocate(slice.file);
        await this.#folder.write(file.path, slice.offset, part);
      };
      writes.push(write());
    }
    await settled(writes);
  }

  /**
   * Reads exactly `length` bytes; pad files read as zeros. Rejects with StorageError, also
   * when a file is shorter than the torrent says.
   */
  async read(offset: number, length: number): Promise<Uint8Array> {
    const slices = this.#layout.slices(offset, length);
    if (slices.length === 1) return this.#readSlice(slices[0]!);
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const slice of slices) {
      bytes.set(await this.#readSlice(slice), at);
      at += slice.length;
    }
    return bytes;
  }

  /** Makes the files that have no bytes: no piece brings them. */
  async makeEmptyFiles(): Promise<void> {
    for (const file of this.#layout.files) {
      if (file.length === 0 && file.kind === 'file')
        await this.#folder.allocate(file.path, 0);
    }
  }

  async #readSlice(slice: FileSlice): Promise<Uint8Array> {
    const file = this.#layout.files[slice.file]!;
    if (file.kind !== 'file') return new Uint8Array(slice.length);
    const bytes = await this.#folder.read(file.path, slice.offset, slice.length);
    if (bytes.length === slice.length) return bytes;
    throw new StorageError('file-gone', `${file.path.join('/')} is shorter than it was`);
  }

  #allocate(index: number): Promise<void> {
    const known = this.#allocated.get(index);
    if (known) return known;
    const file = this.#layout.files[index]!;
    const allocation = this.#folder.allocate(file.path, file.length);
    this.#allocated.set(index, allocation);
    return allocation;
  }
}

/** The part of the chunks from `from`, `length` bytes, without a copy. */
function cut(chunks: readonly Uint8Array[], from: number, length: number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let start = 0;
  for (const chunk of chunks) {
    const begin = Math.max(from - start, 0);
    const end = Math.min(from + length - start, chunk.length);
    if (begin < end) parts.push(chunk.subarray(begin, end));
    start += chunk.length;
  }
  return parts;
}

/** Waits for all, whatever happens to any, then fails as the first that failed. */
async function settled(writes: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(writes)) {
    if (result.status === 'rejected') throw result.reason;
  }
}
