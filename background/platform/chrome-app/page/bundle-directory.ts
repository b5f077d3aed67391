import type {
  Directory,
  DirectoryEntry,
  DirectoryReader,
  Entry,
  Failed,
  FileEntry,
  Metadata,
} from './entries.ts';

/** Files and folders from anywhere, as if one directory held them. */
export class BundleDirectory implements Directory {
  readonly #entries: ReadonlyMap<string, Entry>;

  /** By the name that each has here, which may be another than its own. */
  constructor(entries: ReadonlyMap<string, Entry>) {
    this.#entries = entries;
  }

  createReader(): DirectoryReader {
    const batches = [
      [...this.#entries].map(
        ([name, entry]) => ({ name, isFile: entry.isFile }) as Entry,
      ),
    ];
    return { readEntries: (done) => done(batches.pop() ?? []) };
  }

  getFile(
    path: string,
    _options: unknown,
    done: (file: FileEntry) => void,
    failed: Failed,
  ): void {
    const { entry, rest } = this.#find(path);
    if (!entry) return failed(absent());
    if (rest !== '' && isDirectory(entry)) {
      return entry.getFile(rest, { create: false }, done, failed);
    }
    if (rest !== '' || !isFile(entry)) return failed(absent());
    done(entry);
  }

  getDirectory(
    path: string,
    _options: unknown,
    done: (directory: DirectoryEntry) => void,
    failed: Failed,
  ): void {
    const { entry, rest } = this.#find(path);
    if (!entry || !isDirectory(entry)) return failed(absent());
    if (rest === '') return done(entry);
    entry.getDirectory(rest, { create: false }, done, failed);
  }

  /** Of the directory itself, which always is there. */
  getMetadata(done: (metadata: Metadata) => void): void {
    done({ size: 0, modificationTime: new Date(0) });
  }

  #find(path: string): { entry: Entry | undefined; rest: string } {
    const [first = '', ...rest] = path.split('/');
    return { entry: this.#entries.get(first), rest: rest.join('/') };
  }
}

function isFile(entry: Entry): entry is FileEntry {
  return entry.isFile;
}

function isDirectory(entry: Entry): entry is DirectoryEntry {
  return !entry.isFile;
}

function absent(): DOMException {
  return new DOMException('no such entry', 'NotFoundError');
}
