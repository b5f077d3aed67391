import type { FolderPath } from '../../../src/ports/folders.ts';

/** Files kept; the one longest unused gives way. */
const MAX_FILES = 64;

/**
 * Files as the page hands them out, kept because to ask for one costs half of what reading a
 * megabyte does. Their bytes are read from the disk, but each ends where it did when it was
 * opened: forget it once it may be longer, or refused to be read.
 */
export class OpenedFiles {
  readonly #ask: (path: FolderPath) => Promise<File>;
  /** By path, the longest unused first. */
  readonly #files = new Map<string, Promise<File>>();

  constructor(ask: (path: FolderPath) => Promise<File>) {
    this.#ask = ask;
  }

  open(path: FolderPath): Promise<File> {
    const key = path.join('/');
    let file = this.#files.get(key);
    if (file) {
      this.#files.delete(key);
    } else {
      file = this.#ask(path);
      file.catch(() => this.forget(path));
      const [oldest] = this.#files.keys();
      if (oldest !== undefined && this.#files.size >= MAX_FILES)
        this.#files.delete(oldest);
    }
    this.#files.set(key, file);
    return file;
  }

  forget(path: FolderPath): void {
    this.#files.delete(path.join('/'));
  }
}
