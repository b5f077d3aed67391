import type { FileSlice } from '../metainfo/file-layout.ts';
import type { Folder, FolderPath } from '../ports/folders.ts';
import type { BorderSlice } from './border-slices.ts';
import { cutChunks } from './cut-chunks.ts';
import {
  decodeTable,
  encodeEntry,
  encodeTable,
  entryOffset,
  type Place,
  tableLength,
} from './part-table.ts';
import { UnkeptBytes } from './unkept-bytes.ts';

/**
 * One file for what pieces bring of files that nobody wants: border slices, so that none of
 * those files has to be made (docs/storage.md).
 *
 *  1. A slice that got a place keeps it: the file never grows beyond all slices, once each.
 *  2. Room for all that is needed is made at once, in stream order, before the first write.
 *  3. A slice counts as filled once its bytes are written, then its entry in the table.
 */
export class PartFile {
  readonly #folder: Folder;
  readonly #path: FolderPath;
  readonly #slices: readonly BorderSlice[];
  readonly #places: (Place | undefined)[];
  #needed: (slice: BorderSlice) => boolean;
  /** Of each file, which slices are its. */
  readonly #byFile = new Map<number, number[]>();
  #exists: boolean;
  #room: Promise<void> | undefined;

  private constructor(
    folder: Folder,
    path: FolderPath,
    slices: readonly BorderSlice[],
    needed: (slice: BorderSlice) => boolean,
    places: (Place | undefined)[] | undefined,
    exists: boolean,
  ) {
    this.#folder = folder;
    this.#path = path;
    this.#slices = slices;
    this.#needed = needed;
    this.#places = places ?? slices.map(() => undefined);
    this.#exists = exists;
    for (const [index, { file }] of slices.entries())
      this.#byFile.set(file, [...(this.#byFile.get(file) ?? []), index]);
  }

  /**
   * Reads what is there; writes nothing. `slices`: all of the torrent; `needed`: those that
   * are to be kept here. Rejects with StorageError.
   */
  static async open(
    folder: Folder,
    path: FolderPath,
    slices: readonly BorderSlice[],
    needed: (slice: BorderSlice) => boolean,
  ): Promise<PartFile> {
    const size = (await folder.stat(path))?.size;
    const head =
      size === undefined
        ? new Uint8Array()
        : await folder.read(path, 0, tableLength(slices.length));
    const lengths = slices.map(({ length }) => length);
    const places = decodeTable(head, lengths, size ?? 0);
    return new PartFile(folder, path, slices, needed, places, size !== undefined);
  }

  /** Other slices are to be kept here from now on. Not while any is being written. */
  need(needed: (slice: BorderSlice) => boolean): void {
    this.#needed = needed;
    this.#room = undefined;
  }

  /** The slices whose bytes are here. */
  filled(): BorderSlice[] {
    return this.#slices.filter((_, index) => this.#places[index]?.filled);
  }

  /** Whether these bytes, of one piece, are here. */
  has(slice: FileSlice): boolean {
    return this.#find(slice) !== undefined;
  }

  /** Reads bytes that are here: fewer only when the file was cut short meanwhile. */
  read(slice: FileSlice): Promise<Uint8Array> {
    return this.#folder.read(this.#path, this.#find(slice)!, slice.length);
  }

  /**
   * Writes the whole border slices that `slice` is made of. Rejects with UnkeptBytes where it
   * is made of anything else.
   */
  async write(slice: FileSlice, chunks: readonly Uint8Array[]): Promise<void> {
    this.#room ??= this.#makeRoom();
    await this.#room;
    const kept: { index: number; from: number; length: number }[] = [];
    for (const index of this.#byFile.get(slice.file) ?? []) {
      const { offset, length } = this.#slices[index]!;
      const from = offset - slice.offset;
      if (from < 0 || from + length > slice.length || !this.#places[index]) continue;
      kept.push({ index, from, length });
    }
    const bytes = kept.reduce((sum, { length }) => sum + length, 0);
    if (bytes < slice.length) throw new UnkeptBytes();
    for (const { index, from, length } of kept) {
      const part = cutChunks(chunks, from, length);
      await this.#folder.write(this.#path, this.#places[index]!.offset, part);
      await this.#mark(index, true);
    }
  }

  /** Its bytes are elsewhere now. */
  async release(slice: BorderSlice): Promise<void> {
    for (const index of this.#byFile.get(slice.file) ?? [])
      if (this.#slices[index] === slice) await this.#mark(index, false);
  }

  /** Removes the file when nothing is in it and nothing will be. */
  async removeIfUseless(): Promise<void> {
    if (!this.#exists || this.#places.some((place) => place?.filled)) return;
    if (this.#slices.some(this.#needed)) return;
    await this.#folder.remove(this.#path);
    this.#exists = false;
    this.#room = undefined;
    this.#places.fill(undefined);
  }

  /** Where in the file these bytes are. */
  #find(slice: FileSlice): number | undefined {
    for (const index of this.#byFile.get(slice.file) ?? []) {
      const place = this.#places[index];
      const { offset, length } = this.#slices[index]!;
      const from = slice.offset - offset;
      if (place?.filled && from >= 0 && from + slice.length <= length)
        return place.offset + from;
    }
    return undefined;
  }

  async #makeRoom(): Promise<void> {
    let end = tableLength(this.#slices.length);
    for (const [index, { length }] of this.#slices.entries()) {
      const place = this.#places[index];
      if (place) end = Math.max(end, place.offset + length);
    }
    for (const [index, slice] of this.#slices.entries()) {
      if (this.#places[index] || !this.#needed(slice)) continue;
      this.#places[index] = { offset: end, filled: false };
      end += slice.length;
    }
    await this.#folder.allocate(this.#path, end);
    await this.#folder.write(this.#path, 0, [encodeTable(this.#places)]);
    this.#exists = true;
  }

  async #mark(index: number, filled: boolean): Promise<void> {
    const { offset } = this.#places[index]!;
    const place = { offset, filled };
    const entry = encodeEntry(place);
    await this.#folder.write(this.#path, entryOffset(index), [entry]);
    this.#places[index] = place;
  }
}
