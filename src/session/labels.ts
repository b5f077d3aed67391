import { labelKey, MOST_LABELS, readLabel } from '../api/labels.ts';
import { InputError } from '../errors/input-error.ts';
import type { KeyValueStore } from '../ports/key-value-store.ts';
import { eachOnce, type LabelsById, loadLabels, saveLabels } from './labels-record.ts';

const NONE: readonly string[] = [];

/**
 * What the torrents are labelled with, and the links that become torrents. A label is there as
 * long as one of them has it, and is spelt alike for all of them. What is changed is written
 * first, and holds once it is.
 */
export class Labels {
  readonly #store: KeyValueStore;
  #labels: LabelsById = new Map();
  #turn: Promise<void> = Promise.resolve();

  constructor(store: KeyValueStore) {
    this.#store = store;
  }

  async load(): Promise<void> {
    this.#labels = await loadLabels(this.#store);
  }

  of(id: string): readonly string[] {
    return this.#labels.get(id) ?? NONE;
  }

  /** Rejects with InputError 'bad-label' or 'too-many-labels', and when it cannot be written. */
  change(
    ids: readonly string[],
    add: readonly string[],
    remove: readonly string[],
  ): Promise<void> {
    const added = checkLabels(add);
    const gone = new Set(remove.map(labelKey));
    return this.#inTurn((next) => {
      const spelt = spelling(next, added);
      for (const id of new Set(ids)) {
        const kept = this.of(id).filter((label) => !gone.has(labelKey(label)));
        const labels = [...kept, ...missing(kept, spelt)];
        if (labels.length > MOST_LABELS) throw tooMany();
        put(next, id, labels);
      }
    });
  }

  /** `to`: null takes it off. Rejects with InputError 'bad-label', and as `change`. */
  rename(label: string, to: string | null): Promise<void> {
    const heirs = checkLabels(to === null ? [] : [to]);
    const keys = new Set([label, ...heirs].map(labelKey));
    return this.#inTurn((next) => {
      for (const [id, labels] of this.#labels) {
        const renamed = (one: string) => (keys.has(labelKey(one)) ? heirs : [one]);
        put(next, id, eachOnce(labels.flatMap(renamed)));
      }
    });
  }

  /** Beside those it has, as many as it can have. */
  give(id: string, labels: readonly string[]): Promise<void> {
    if (missing(this.of(id), labels).length === 0) return Promise.resolve();
    return this.#inTurn((next) =>
      put(next, id, eachOnce([...this.of(id), ...spelling(next, labels)])),
    );
  }

  /** It left the list. */
  forget(id: string): Promise<void> {
    if (!this.#labels.has(id)) return Promise.resolve();
    return this.#inTurn((next) => next.delete(id));
  }

  /** Each change builds on the one before. */
  #inTurn(change: (next: Map<string, readonly string[]>) => void): Promise<void> {
    const turn = this.#turn.then(async () => {
      const next = new Map(this.#labels);
      change(next);
      await saveLabels(this.#store, next);
      this.#labels = next;
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }
}

/** As they are kept. Throws InputError 'bad-label' or 'too-many-labels'. */
export function checkLabels(labels: readonly string[]): readonly string[] {
  const checked = labels.map((text) => {
    const label = readLabel(text);
    if (label === undefined) throw new InputError('bad-label', 'this cannot be a label');
    return label;
  });
  if (checked.length > MOST_LABELS) throw tooMany();
  return eachOnce(checked);
}

function tooMany(): InputError {
  return new InputError('too-many-labels', `more than ${MOST_LABELS} labels`);
}

/** The same as others have them already. */
function spelling(all: LabelsById, labels: readonly string[]): readonly string[] {
  const known = new Map(labels.map((label) => [labelKey(label), label]));
  for (const label of [...all.values()].flat()) {
    if (known.has(labelKey(label))) known.set(labelKey(label), label);
  }
  return [...known.values()];
}

function missing(had: readonly string[], labels: readonly string[]): readonly string[] {
  const keys = new Set(had.map(labelKey));
  return labels.filter((label) => !keys.has(labelKey(label)));
}

function put(
  next: Map<string, readonly string[]>,
  id: string,
  labels: readonly string[],
): void {
  if (labels.length > 0) next.set(id, labels);
  else next.delete(id);
}
