import { signal } from '@preact/signals';
import { labelKey } from '../../src/api/labels.ts';

/** Of how many of the torrents at hand it is. */
export type LabelShare = 'all' | 'some' | 'none';

export interface LabelChanges {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Labels of some torrents, being edited: each for all of them, for none, or left as it is. */
export class LabelDraft {
  readonly #shares: ReadonlyMap<string, LabelShare>;
  readonly #set = signal<ReadonlyMap<string, boolean>>(new Map());

  /** `labelled`: the labels of each. `known`: all that there are, in the order to show. */
  constructor(known: readonly string[], labelled: readonly (readonly string[])[]) {
    this.#shares = new Map(known.map((label) => [label, shareOf(label, labelled)]));
  }

  get labels(): readonly string[] {
    return [...new Set([...this.#shares.keys(), ...this.#set.value.keys()])];
  }

  share(label: string): LabelShare {
    const set = this.#set.value.get(label);
    if (set !== undefined) return set ? 'all' : 'none';
    return this.#shares.get(label) ?? 'none';
  }

  /** On, off, and as it was where only some have it. */
  turn(label: string): void {
    const next = new Map(this.#set.peek());
    const before = this.share(label);
    if (before === 'none' && this.#shares.get(label) === 'some') next.delete(label);
    else next.set(label, before !== 'all');
    this.#set.value = next;
  }

  /** For all of them; in the spelling that there is of it. */
  add(label: string): void {
    const key = labelKey(label);
    const known = this.labels.find((one) => labelKey(one) === key);
    this.#set.value = new Map(this.#set.peek()).set(known ?? label, true);
  }

  changes(): LabelChanges {
    const set = [...this.#set.value];
    const differing = set.filter(
      ([label, on]) => (this.#shares.get(label) ?? 'none') !== (on ? 'all' : 'none'),
    );
    return {
      add: differing.filter(([, on]) => on).map(([label]) => label),
      remove: differing.filter(([, on]) => !on).map(([label]) => label),
    };
  }
}

function shareOf(label: string, labelled: readonly (readonly string[])[]): LabelShare {
  const count = labelled.filter((labels) => labels.includes(label)).length;
  if (count === 0) return 'none';
  return count === labelled.length ? 'all' : 'some';
}
