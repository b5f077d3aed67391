import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { KeyValueStore } from '../../../src/ports/key-value-store.ts';

const STORE = 'records';

interface Records extends DBSchema {
  [STORE]: { key: string; value: Uint8Array };
}

/**
 * IndexedDB, one transaction a call: what it commits is whole, and transactions on one
 * store take effect in the order they were made. Durability is relaxed, as by default: a
 * crash of the browser loses nothing committed, one of the machine may lose the last.
 */
export class WebKeyValueStore implements KeyValueStore {
  readonly #db: IDBPDatabase<Records>;

  private constructor(db: IDBPDatabase<Records>) {
    this.#db = db;
  }

  static async open(name: string): Promise<WebKeyValueStore> {
    return new WebKeyValueStore(
      await openDB<Records>(name, 1, {
        upgrade: (db) => {
          db.createObjectStore(STORE);
        },
      }),
    );
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    return this.#db.get(STORE, key);
  }

  async set(key: string, value: Uint8Array): Promise<void> {
    // A view would take the whole buffer beneath it along.
    await this.#db.put(STORE, value.slice(), key);
  }

  async delete(key: string): Promise<void> {
    await this.#db.delete(STORE, key);
  }

  async keys(prefix: string): Promise<string[]> {
    // IndexedDB sorts strings by code unit, so those with the prefix stand together.
    const keys: string[] = [];
    const { store } = this.#db.transaction(STORE);
    let cursor = await store.openKeyCursor(IDBKeyRange.lowerBound(prefix));
    while (cursor?.key.startsWith(prefix)) {
      keys.push(cursor.key);
      cursor = await cursor.continue();
    }
    return keys;
  }
}
