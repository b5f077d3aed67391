import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { KeyValueStore } from '../../../src/ports/key-value-store.ts';
import { keyToPath, pathToKey } from './key-path.ts';
import { toStorageError } from './storage-error.ts';

/** Ends the name of a record that is still being written; no key's name has a dot. */
const UNFINISHED = '.new';

/**
 * One file a key in a folder. A record replaces another by renaming, so whole or not at
 * all.
 */
export class NodeKeyValueStore implements KeyValueStore {
  readonly #root: string;
  /** The last call under way for a key; the next waits for it. */
  readonly #last = new Map<string, Promise<unknown>>();

  /** `root`: the folder, made when it is first needed. */
  constructor(root: string) {
    this.#root = root;
  }

  get(key: string): Promise<Uint8Array | undefined> {
    return this.#inOrder(key, async (file) => {
      const bytes = await readFile(file).catch(undefinedIfAbsent);
      return bytes && new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    });
  }

  set(key: string, value: Uint8Array): Promise<void> {
    const own = value.slice();
    return this.#inOrder(key, async (file) => {
      await mkdir(dirname(file), { recursive: true });
      const handle = await open(file + UNFINISHED, 'w');
      try {
        await handle.writeFile(own);
        // Without this a crash may leave the new name with none of the bytes.
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(file + UNFINISHED, file);
    });
  }

  delete(key: string): Promise<void> {
    return this.#inOrder(key, async (file) => {
      await rm(file + UNFINISHED, { force: true });
      await rm(file, { force: true });
    });
  }

  async keys(prefix: string): Promise<string[]> {
    await Promise.all(this.#last.values());
    try {
      const keys = await this.#list([]);
      return keys.filter((key) => key.startsWith(prefix)).sort();
    } catch (error) {
      throw toStorageError(error);
    }
  }

  async #list(folder: readonly string[]): Promise<string[]> {
    const options = { withFileTypes: true } as const;
    const found = await readdir(join(this.#root, ...folder), options).catch(
      undefinedIfAbsent,
    );
    const keys: string[] = [];
    for (const entry of found ?? []) {
      const path = [...folder, entry.name];
      if (entry.isDirectory()) keys.push(...(await this.#list(path)));
      else if (!entry.name.endsWith(UNFINISHED)) keys.push(pathToKey(path));
    }
    return keys;
  }

  async #inOrder<T>(key: string, task: (file: string) => Promise<T>): Promise<T> {
    const file = join(this.#root, ...keyToPath(key));
    const earlier = this.#last.get(key) ?? Promise.resolve();
    const running = earlier.then(() => task(file));
    const settled = running.then(nothing, nothing);
    this.#last.set(key, settled);
    try {
      return await running;
    } catch (error) {
      throw toStorageError(error);
    } finally {
      if (this.#last.get(key) === settled) this.#last.delete(key);
    }
  }
}

function undefinedIfAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

function nothing(): void {}
