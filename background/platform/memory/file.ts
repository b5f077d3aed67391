import type { MemoryDisk } from './disk.ts';

const PAGE = 16 * 1024;

/** A file with holes: pages of zeros exist only once something was written to them. */
export class MemoryFile {
  size = 0;
  modified: number;
  readonly #disk: MemoryDisk;
  readonly #pages = new Map<number, Uint8Array>();

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
      this.#pageFor((offset + done - at) / PAGE).set(part, at);
      done += part.length;
    }
    this.grow(offset + bytes.length);
  }

  read(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - offset)));
    for (let done = 0; done < bytes.length; ) {
      const at = (offset + done) % PAGE;
      const count = Math.min(PAGE - at, bytes.length - done);
      const page = this.#pages.get((offset + done - at) / PAGE);
      if (page !== undefined) bytes.set(page.subarray(at, at + count), done);
      done += count;
    }
    return bytes;
  }

  /** Gives its room back to the disk. */
  discard(): void {
    this.#disk.giveBack(this.#pages.size * PAGE);
    this.#pages.clear();
  }

  #pageFor(index: number): Uint8Array {
    const known = this.#pages.get(index);
    if (known !== undefined) return known;
    this.#disk.take(PAGE);
    const page = new Uint8Array(PAGE);
    this.#pages.set(index, page);
    return page;
  }
}
