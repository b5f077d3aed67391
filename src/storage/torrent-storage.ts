import { StorageError } from '../errors/storage-error.ts';
import type { FileLayout, FileSlice, TorrentFile } from '../metainfo/file-layout.ts';
import type { Pieces } from '../metainfo/pieces.ts';
import type { Folder, FolderPath } from '../ports/folders.ts';
import { type BorderSlice, borderSlices } from './border-slices.ts';
import { cutChunks } from './cut-chunks.ts';
import { PartFile } from './part-file.ts';
import type { Selection } from './selection.ts';

export interface StorageOptions {
  /** Its files by their paths in the folder. */
  readonly layout: FileLayout;
  readonly pieces: Pieces;
  readonly selection: Selection;
  readonly folder: Folder;
  readonly partFile: FolderPath;
}

/** Files looked at at one time: most of a look is waiting for it. */
const LOOKS = 32;

/**
 * A torrent's bytes, one stream over all its files, in a folder. What pieces bring of files
 * that are not wanted goes to the part file, and no such file is made or changed; where one
 * stands there it is read.
 */
export class TorrentStorage {
  #layout: FileLayout;
  readonly #folder: Folder;
  readonly #openParts: (selection: Selection) => Promise<PartFile | undefined>;
  #selection: Selection;
  /** undefined: there is none, and none is needed. */
  #parts: PartFile | undefined;
  /** Files made as long as they are to be, or about to be. */
  readonly #allocated = new Map<number, Promise<void>>();
  readonly #writing = new Set<Promise<void>>();
  readonly #reading = new Set<Promise<unknown>>();
  readonly #readingParts = new Set<Promise<unknown>>();
  /** Another selection is being put in place: writes wait for it. */
  #selecting: Promise<void> | undefined;
  /** Files are being renamed: reads and writes wait for it. */
  #renaming: Promise<void> | undefined;

  private constructor(options: StorageOptions, parts: PartFile | undefined) {
    this.#layout = options.layout;
    this.#folder = options.folder;
    this.#openParts = (selection) => openParts({ ...options, selection });
    this.#selection = options.selection;
    this.#parts = parts;
  }

  /** Changes nothing in the folder. Rejects with StorageError. */
  static async open(options: StorageOptions): Promise<TorrentStorage> {
    return new TorrentStorage(options, await openParts(options));
  }

  /**
   * Other files are wanted from now on. What was written before stays where it can be read, or
   * is brought there; what is written meanwhile waits. One at a time. Rejects as `settle` does.
   */
  async select(selection: Selection, signal: AbortSignal): Promise<void> {
    while (this.#changing) await this.#changing;
    let over = () => {};
    this.#selecting = new Promise((resolve) => {
      over = resolve;
    });
    try {
      await Promise.allSettled(this.#writing);
      this.#selection = selection;
      if (this.#parts) this.#parts.need(neededBy(selection));
      else this.#parts = await this.#openParts(selection);
      await this.settle(signal);
    } finally {
      this.#selecting = undefined;
      over();
    }
  }

  /**
   * Renames files while nothing is read or written: what is under way ends first, and the rest
   * waits. `layout`: where the files are afterwards. Rejects as `rename` does.
   */
  async rename(rename: () => Promise<void>, layout: () => FileLayout): Promise<void> {
    while (this.#changing) await this.#changing;
    let over = () => {};
    this.#renaming = new Promise((resolve) => {
      over = resolve;
    });
    try {
      await Promise.allSettled([...this.#writing, ...this.#reading]);
      await rename();
    } finally {
      this.#layout = layout();
      this.#renaming = undefined;
      over();
    }
  }

  /** Whether all of the piece would be kept if it was written now. */
  keeps(piece: number): boolean {
    return this.#selection.pieces.has(piece);
  }

  /**
   * Brings what the part file has of files that are wanted by now into those files. Whatever
   * interrupts it, the next call goes on. Rejects with StorageError, or the signal's reason.
   */
  async settle(signal: AbortSignal): Promise<void> {
    if (!this.#parts) return;
    for (const slice of this.#parts.filled()) {
      if (!this.#selection.wants(slice.file)) continue;
      signal.throwIfAborted();
      const bytes = await this.#readSlice(slice);
      await this.#allocate(slice.file);
      const { path } = this.#layout.files[slice.file]!;
      await this.#folder.write(path, slice.offset, [bytes]);
      await this.#parts.release(slice);
    }
    await Promise.allSettled(this.#readingParts);
    await this.#parts.removeIfUseless();
  }

  /**
   * Looks how long each file is. Answers whether a range, within one piece, lies within what
   * is there; what is not will be made anew. Rejects with StorageError.
   */
  async measure(): Promise<(offset: number, length: number) => boolean> {
    return this.#reads(() => this.#measure());
  }

  async #measure(): Promise<(offset: number, length: number) => boolean> {
    const { files } = this.#layout;
    const sizes: number[] = [];
    for (let from = 0; from < files.length; from += LOOKS) {
      const looked = files
        .slice(from, from + LOOKS)
        .map((file, at) => this.#look(from + at, file));
      sizes.push(...(await Promise.all(looked)));
    }
    const present = (slice: FileSlice) =>
      sizes[slice.file]! >= slice.offset + slice.length || this.#parts?.has(slice);
    return (offset, length) => this.#layout.slices(offset, length).every(present);
  }

  /** How long it is; -1: it is not there. Of what has no file of its own: what it is to be. */
  async #look(index: number, { kind, length, path }: TorrentFile): Promise<number> {
    if (kind !== 'file') return length;
    const size = (await this.#folder.stat(path))?.size ?? -1;
    if (size < length) this.#allocated.delete(index);
    return size;
  }

  /**
   * Writes the chunks one after another from `offset` of the stream. Resolves once the file
   * system took all of it; rejects with StorageError, or UnkeptBytes where some of it is of
   * no piece that is wanted.
   */
  async write(offset: number, chunks: readonly Uint8Array[]): Promise<void> {
    while (this.#changing) await this.#changing;
    const writing = this.#write(offset, chunks);
    this.#writing.add(writing);
    try {
      await writing;
    } finally {
      this.#writing.delete(writing);
    }
  }

  async #write(offset: number, chunks: readonly Uint8Array[]): Promise<void> {
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    let at = 0;
    const writes: Promise<void>[] = [];
    for (const slice of this.#layout.slices(offset, length)) {
      const file = this.#layout.files[slice.file]!;
      const part = cutChunks(chunks, at, slice.length);
      at += slice.length;
      if (file.kind !== 'file') continue;
      writes.push(this.#writeSlice(slice, part));
    }
    await settled(writes);
  }

  /** Makes the files of what is to be written there soon. If that fails the write says so. */
  prepare(offset: number, length: number): void {
    if (this.#changing) return;
    for (const { file } of this.#layout.slices(offset, length)) {
      if (this.#layout.files[file]!.kind !== 'file') continue;
      if (!this.#selection.wants(file) || this.#allocated.has(file)) continue;
      const making = this.#allocate(file)
        .catch(() => void this.#allocated.delete(file))
        .finally(() => this.#writing.delete(making));
      this.#writing.add(making);
    }
  }

  /**
   * Reads exactly `length` bytes, all of one piece; pad files read as zeros. Rejects with
   * StorageError, also when a file is shorter than the torrent says.
   */
  read(offset: number, length: number): Promise<Uint8Array> {
    return this.#reads(() => this.#read(offset, length));
  }

  async #read(offset: number, length: number): Promise<Uint8Array> {
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

  /** Makes the files that have no bytes, where they are absent: no piece brings them. */
  async makeEmptyFiles(): Promise<void> {
    for (const [index, { length, kind, path }] of this.#layout.files.entries()) {
      if (length > 0 || kind !== 'file' || !this.#selection.wants(index)) continue;
      if (!(await this.#folder.stat(path))) await this.#folder.allocate(path, 0);
    }
  }

  /** What writes wait for. */
  get #changing(): Promise<void> | undefined {
    return this.#selecting ?? this.#renaming;
  }

  async #reads<Result>(read: () => Promise<Result>): Promise<Result> {
    while (this.#renaming) await this.#renaming;
    const reading = read();
    this.#reading.add(reading);
    try {
      return await reading;
    } finally {
      this.#reading.delete(reading);
    }
  }

  async #writeSlice(slice: FileSlice, chunks: readonly Uint8Array[]): Promise<void> {
    if (!this.#selection.wants(slice.file)) return this.#parts!.write(slice, chunks);
    await this.#allocate(slice.file);
    const { path } = this.#layout.files[slice.file]!;
    await this.#folder.write(path, slice.offset, chunks);
  }

  async #readSlice(slice: FileSlice): Promise<Uint8Array> {
    const file = this.#layout.files[slice.file]!;
    if (file.kind !== 'file') return new Uint8Array(slice.length);
    const bytes = this.#parts?.has(slice)
      ? await this.#readPart(this.#parts, slice)
      : await this.#folder.read(file.path, slice.offset, slice.length);
    if (bytes.length === slice.length) return bytes;
    throw new StorageError('file-gone', `${file.path.join('/')} is shorter than it was`);
  }

  async #readPart(parts: PartFile, slice: FileSlice): Promise<Uint8Array> {
    const reading = parts.read(slice);
    this.#readingParts.add(reading);
    try {
      return await reading;
    } finally {
      this.#readingParts.delete(reading);
    }
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

/** undefined: there is none, and none is needed. Rejects with StorageError. */
async function openParts(options: StorageOptions): Promise<PartFile | undefined> {
  const { layout, pieces, selection, folder, partFile } = options;
  if (selection.all && !(await folder.stat(partFile))) return undefined;
  const slices = borderSlices(layout, pieces);
  return PartFile.open(folder, partFile, slices, neededBy(selection));
}

function neededBy(selection: Selection) {
  return ({ file, piece }: BorderSlice) =>
    !selection.wants(file) && selection.pieces.has(piece);
}

/** Waits for all, whatever happens to any, then fails as the first that failed. */
async function settled(writes: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(writes)) {
    if (result.status === 'rejected') throw result.reason;
  }
}
