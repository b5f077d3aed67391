import type { KeyValueStore } from '../../../src/ports/key-value-store.ts';

/** Records that last as long as this object. */
export class MemoryKeyValueStore implements KeyValueStore {
  readonly #records = new Map<string, Uint8Array>();

  async get(key: string): Promise<Uint8Array | undefined> {
    return this.#records.get(key)?.slice();
  }

  async set(key: string, value: Uint8Array): Promise<void> {
    this.#records.set(key, value.slice());
  }

  async delete(key: string): Promise<void> {
    this.#records.delete(key);
  }

  async keys(prefix: string): Promise<string[]> {
    return [...this.#records.keys()].filter((key) => key.startsWith(prefix)).sort();
  }
}
