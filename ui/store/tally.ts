import { type ReadonlySignal, signal } from '@preact/signals';

/** How many there are of each key. Readers hear of changes when told to, all at once. */
export class Tally<Key extends string> {
  readonly #counts = new Map<Key, number>();
  readonly #told = signal<ReadonlyMap<Key, number>>(new Map());
  #isTold = true;

  get counts(): ReadonlySignal<ReadonlyMap<Key, number>> {
    return this.#told;
  }

  has(key: Key): boolean {
    return this.#counts.has(key);
  }

  change(keys: readonly Key[], by: 1 | -1): void {
    for (const key of keys) {
      const count = (this.#counts.get(key) ?? 0) + by;
      if (count > 0) this.#counts.set(key, count);
      else this.#counts.delete(key);
      this.#isTold = false;
    }
  }

  tell(): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.#told.value = new Map(this.#counts);
  }
}
