import type { FileHandle } from 'node:fs/promises';

interface Entry {
  readonly opening: Promise<FileHandle>;
  users: number;
  /** Out of the cache: the last user closes it. */
  dropped: boolean;
}

/**
 * Open files by a key, at most `limit` at any time: the least recently used gives way,
 * and a task beyond the limit waits its turn.
 */
export class HandleCache {
  readonly #limit: number;
  /** In the order of their last use. */
  readonly #entries = new Map<string, Entry>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Runs the task with the handle of that key, which `open` supplies when there is none.
   */
  async use<T>(
    key: string,
    open: () => Promise<FileHandle>,
    task: (handle: FileHandle) => Promise<T>,
  ): Promise<T> {
    await this.#enter();
    const entry = this.#entries.get(key) ?? this.#add(open);
    entry.users++;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    try {
      return await task(await entry.opening.catch((error) => this.#failed(key, error)));
    } finally {
      entry.users--;
      if (entry.dropped) await closeIfUnused(entry);
      this.#leave();
    }
  }

  /** Lets go of the handle; a task that still uses it is not disturbed. */
  async drop(key: string): Promise<void> {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    entry.dropped = true;
    await closeIfUnused(entry);
  }

  /** Lets go of every handle. */
  async clear(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((key) => this.drop(key)));
  }

  #add(open: () => Promise<FileHandle>): Entry {
    const room = this.#makeRoom();
    return { opening: room.then(open), users: 0, dropped: false };
  }

  /**
   * With `limit` tasks at most, one of `limit` entries is unused whenever one is added.
   */
  async #makeRoom(): Promise<void> {
    if (this.#entries.size < this.#limit) return;
    for (const [key, entry] of this.#entries) {
      if (entry.users === 0) return this.drop(key);
    }
  }

  /** A handle that did not open is not kept. */
  async #failed(key: string, error: unknown): Promise<never> {
    await this.drop(key);
    throw error;
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#limit) this.#running++;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running--;
    else next();
  }
}

async function closeIfUnused(entry: Entry): Promise<void> {
  if (entry.users > 0) return;
  const handle = await entry.opening.catch(() => undefined);
  await handle?.close();
}
