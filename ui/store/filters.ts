import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { TorrentRow } from '../../src/api/snapshot.ts';
import { foldText } from '../format/fold-text.ts';
import type { StatusFilter } from '../format/status-filter.ts';
import { type Choice, type Facets, facetsOf } from './facets.ts';
import { Tally } from './tally.ts';
import type { Torrents } from './torrents.ts';

/** Words beyond these are not looked for. */
const MOST_WORDS = 20;

/**
 * Which torrents are shown: one choice of each group and the words of a search, all together.
 * What it counts it counts row by row as they change, so that a beat costs what changed in it.
 */
export class Filters {
  readonly status = signal<StatusFilter>('all');
  readonly label = signal<Choice>('any');
  readonly tracker = signal<Choice>('any');
  /** As it was typed: words of names, in any order. */
  readonly search = signal('');

  /** Whether some of the torrents may be hidden. */
  readonly isOn: ReadonlySignal<boolean>;
  /** Ids of what passes, in the order of `torrents.ids`. */
  readonly shown: ReadonlySignal<readonly string[]>;

  readonly #torrents: Pick<Torrents, 'ids' | 'row'>;
  readonly #facets = new Map<string, Facets>();
  readonly #tallies = {
    status: new Tally<StatusFilter>(),
    label: new Tally<Choice>(),
    tracker: new Tally<Choice>(),
  };
  /** Counts up when a row passes that did not, or the other way. */
  readonly #turn = signal(0);
  readonly #passes: ReadonlySignal<(facets: Facets) => boolean>;

  constructor(torrents: Pick<Torrents, 'ids' | 'row'>) {
    this.#torrents = torrents;
    const words = computed(() =>
      foldText(this.search.value).split(/\s+/u).filter(Boolean).slice(0, MOST_WORDS),
    );
    this.isOn = computed(
      () =>
        this.status.value !== 'all' ||
        this.label.value !== 'any' ||
        this.tracker.value !== 'any' ||
        words.value.length > 0,
    );
    this.#passes = computed(() => {
      const status = this.status.value;
      const label = this.label.value;
      const tracker = this.tracker.value;
      const wanted = words.value;
      return (facets) =>
        facets.status.includes(status) &&
        (label === 'any' || facets.label.includes(label)) &&
        (tracker === 'any' || facets.tracker.includes(tracker)) &&
        wanted.every((word) => facets.folded.includes(word));
    });
    this.shown = computed(() => this.#shown());
  }

  /** How many torrents there are of each status, whatever is shown. */
  get statuses(): ReadonlySignal<ReadonlyMap<StatusFilter, number>> {
    return this.#tallies.status.counts;
  }

  get labels(): ReadonlySignal<ReadonlyMap<Choice, number>> {
    return this.#tallies.label.counts;
  }

  get trackers(): ReadonlySignal<ReadonlyMap<Choice, number>> {
    return this.#tallies.tracker.counts;
  }

  clear(): void {
    batch(() => {
      this.status.value = 'all';
      this.label.value = 'any';
      this.tracker.value = 'any';
      this.search.value = '';
    });
  }

  /** So that this one is shown. */
  reveal(id: string): void {
    const facets = this.#facets.get(id);
    if (facets && !this.#passes.peek()(facets)) this.clear();
  }

  /** After the list heard of it: these rows are new or changed, and some may be gone. */
  update(changed: readonly TorrentRow[]): void {
    batch(() => {
      for (const row of changed)
        this.#put(row.id, facetsOf(row, this.#facets.get(row.id)));
      if (this.#facets.size > this.#torrents.ids.peek().length) this.#dropGone();
      for (const tally of Object.values(this.#tallies)) tally.tell();
      this.#dropVanished();
    });
  }

  #put(id: string, facets: Facets): void {
    const before = this.#facets.get(id);
    if (facets === before) return;
    const passes = this.#passes.peek();
    if (before) this.#count(before, -1);
    this.#count(facets, 1);
    this.#facets.set(id, facets);
    if (!before || passes(before) !== passes(facets)) this.#turn.value++;
  }

  #dropGone(): void {
    for (const [id, facets] of this.#facets) {
      if (this.#torrents.row(id)) continue;
      this.#count(facets, -1);
      this.#facets.delete(id);
    }
  }

  #count(facets: Facets, by: 1 | -1): void {
    this.#tallies.status.change(facets.status, by);
    this.#tallies.label.change(facets.label, by);
    this.#tallies.tracker.change(facets.tracker, by);
  }

  /** A label that no torrent has any more is no choice; nor is a tracker. */
  #dropVanished(): void {
    for (const group of ['label', 'tracker'] as const) {
      const chosen = this[group];
      if (!chosen.peek().startsWith('=')) continue;
      if (!this.#tallies[group].has(chosen.peek())) chosen.value = 'any';
    }
  }

  #shown(): readonly string[] {
    void this.#turn.value;
    const ids = this.#torrents.ids.value;
    if (!this.isOn.value) return ids;
    const passes = this.#passes.value;
    return ids.filter((id) => {
      const facets = this.#facets.get(id);
      return facets !== undefined && passes(facets);
    });
  }
}
