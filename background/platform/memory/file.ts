import type { MemoryDisk } from './disk.ts';

/** Bytes. */
export const PAGE = 16 * 1024;

interface Page {
  bytes: Uint8Array;
  /** Others have it, too: it is copied before it is changed. */
  shared: boolean;
}

/** A file with holes: pages of zeros exist only once something was written to them. */
export class MemoryFile {
  size = 0;
  modified: number;
  readonly #disk: MemoryDisk;
  readonly #pages = new Map<number, Page>();

  constructor(disk: MemoryDisk) {
    this.#disk = disk;
    this.modified = disk.date();
  }

  grow(size: number): void {
    this.size = Math.max(this.size, size);
    this.modified = this.#disk.date();
  }

  write(offset: number, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      const at = (offset + done) % PAGE;
      const part = bytes.subarray(done, done + PAGE - at);
      this.#writePage((offset + done - at) / PAGE, at, part);
      done += part.length;
    }
    this.grow(offset + bytes.length);
  }

  read(offset: number, length: number): Uint8Array {
    const count = Math.max(0, Math.min(length, this.size - offset));
    const view = this.#view(offset, count);
    if (view) return view;
    // Not filled with zeros first: only holes need them.
    const bytes = new Uint8Array(Buffer.allocUnsafeSlow(count).buffer);
    for (let done = 0; done < bytes.length; ) {
      const at = (offset + done) % PAGE;
      const part = Math.min(PAGE - at, count - done);
      const page = this.#pages.get((offset + done - at) / PAGE);
      if (page) bytes.set(page.bytes.subarray(at, at + part), done);
      else bytes.fill(0, done, done + part);
      done += part;
    }
    return bytes;
  }

  /** Gives its room back to the disk. */
  discard(): void {
    this.#disk.giveBack(this.#pages.size * PAGE);
    this.#pages.clear();
  }

  /** What lies in memory as in the file, where it is never changed: pages of a pool. */
  #view(offset: number, length: number): Uint8Array | undefined {
    const from = offset % PAGE;
    let index = (offset - from) / PAGE;
    const first = this.#pages.get(index);
    if (!first?.shared || length === 0) return undefined;
    const { buffer, byteOffset } = first.bytes;
    for (let at = PAGE; at < from + length; at += PAGE) {
      const page = this.#pages.get(++index);
      if (!page?.shared || page.bytes.buffer !== buffer) return undefined;
      if (page.bytes.byteOffset !== byteOffset + at) return undefined;
    }
    return new Uint8Array(buffer, byteOffset + from, length);
  }

  #writePage(index: number, at: number, part: Uint8Array): void {
    const { pool } = this.#disk;
    const known = this.#pages.get(index);
    if (!known) this.#disk.take(PAGE);
    if (pool && part.length === PAGE) {
      this.#pages.set(index, { bytes: pool.keep(part), shared: true });
      return;
    }
    const page = known ?? { bytes: new Uint8Array(PAGE), shared: false };
    if (page.shared) page.bytes = page.bytes.slice();
    page.shared = false;
    page.bytes.set(part, at);
    this.#pages.set(index, page);
  }
}
