import { openOpfsFile } from './opfs-handles.ts';

interface Entry {
  readonly opening: Promise<FileSystemSyncAccessHandle>;
  users: number;
}

/**
 * The open files of one folder, at most `limit`: the one longest unused gives way, and while
 * all are in use the next waits in turn.
 */
export class SyncHandles {
  readonly #limit: number;
  readonly #find: (key: string) => Promise<FileSystemFileHandle>;
  /** By key, the longest unused first. */
  readonly #entries = new Map<string, Entry>();
  readonly #waiting: (() => void)[] = [];

  constructor(limit: number, find: (key: string) => Promise<FileSystemFileHandle>) {
    this.#limit = limit;
    this.#find = find;
  }

  /** `use` may not wait: the handle is only good during the call. */
  async use<Result>(
    key: string,
    use: (handle: FileSystemSyncAccessHandle) => Result,
  ): Promise<Result> {
    const entry = await this.#enter(key);
    try {
      return use(await entry.opening);
    } finally {
      entry.users--;
      this.#waiting.shift()?.();
    }
  }

  /** Lets go of the file. Nobody may be using it. */
  async close(key: string): Promise<void> {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    await entry.opening.then(
      (handle) => handle.close(),
      () => {},
    );
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((key) => this.close(key)));
  }

  async #enter(key: string): Promise<Entry> {
    while (!this.#entries.has(key) && !this.#makeRoom()) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    const entry = this.#entries.get(key) ?? this.#open(key);
    entry.users++;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  #open(key: string): Entry {
    const opening = this.#find(key).then(openOpfsFile);
    const entry: Entry = { opening, users: 0 };
    opening.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    return entry;
  }

  #makeRoom(): boolean {
    if (this.#entries.size < this.#limit) return true;
    for (const [key, { users }] of this.#entries) {
      if (users > 0) continue;
      void this.close(key);
      return true;
    }
    return false;
  }
}
