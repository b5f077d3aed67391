import type { FileIndex } from './indices.ts';
import type { RawName } from './raw-name.ts';

export interface TorrentFile {
  /** Safe to create, element by element, and no other file's in any letter case. */
  readonly path: readonly string[];
  /** As the torrent has it, where `path` is another to be safe: what web seeds call it. */
  readonly listedPath?: readonly RawName[];
  /** Bytes. */
  readonly length: number;
  /** Where it begins in the torrent's stream of bytes. */
  readonly offset: number;
  /**
   * pad: only zeros, to begin the next file on a piece (BEP 47); symlink: of no length, and
   * never created, for it could point anywhere. Neither is kept on a disk.
   */
  readonly kind: 'file' | 'pad' | 'symlink';
  /** Attributes of BEP 47. */
  readonly executable: boolean;
  readonly hidden: boolean;
  /** 32 bytes: the root of the file's hash tree (BEP 52); undefined for v1 and empty files. */
  readonly piecesRoot: Uint8Array | undefined;
}

/** A run of bytes within one file. */
export interface FileSlice {
  readonly file: FileIndex;
  /** Bytes into that file. */
  readonly offset: number;
  readonly length: number;
}

/** Where the torrent's one stream of bytes lies in its files. */
export class FileLayout {
  readonly files: readonly TorrentFile[];
  /** Bytes in all. */
  readonly size: number;
  /** The files that have bytes, in order: what a range can fall into. */
  readonly #filled: FileIndex[] = [];

  /** `files` lie one behind another, the first at offset 0. */
  constructor(files: readonly TorrentFile[]) {
    this.files = files;
    let size = 0;
    for (const [index, file] of files.entries()) {
      if (file.length > 0) this.#filled.push(index as FileIndex);
      size += file.length;
    }
    this.size = size;
  }

  /**
   * The slices that make up `length` bytes from `offset`, in order; empty files never
   * appear. Throws RangeError when the range leaves the torrent.
   */
  slices(offset: number, length: number): FileSlice[] {
    // Put so that NaN fails, too.
    if (!(offset >= 0 && length >= 0 && offset + length <= this.size)) {
      throw new RangeError(`no bytes ${offset} + ${length} in ${this.size}`);
    }
    const slices: FileSlice[] = [];
    let at = offset;
    const end = offset + length;
    for (let rank = this.#rankAt(offset); at < end; rank++) {
      const index = this.#filled[rank]!;
      const file = this.files[index]!;
      const until = Math.min(end, file.offset + file.length);
      slices.push({ file: index, offset: at - file.offset, length: until - at });
      at = until;
    }
    return slices;
  }

  /** The file that the byte at `offset` of the stream is in. */
  fileAt(offset: number): FileIndex {
    return this.#filled[this.#rankAt(offset)]!;
  }

  /** Which of the filled files holds the byte at `offset`: the last that begins by then. */
  #rankAt(offset: number): number {
    let low = 0;
    let high = this.#filled.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.files[this.#filled[middle]!]!.offset <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
