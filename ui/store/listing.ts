import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { perLocale } from '../i18n/text.ts';
import { LIST_COLUMNS, type SortValue } from './list-columns.ts';
import type { ListOrder } from './list-layout.ts';
import type { Torrents } from './torrents.ts';

/** Milliseconds for which rows keep their places while what they go by moves. */
const SETTLED_FOR = 2000;

const collator = perLocale((tag) => new Intl.Collator(tag, { numeric: true }));

interface Entry {
  readonly id: string;
  readonly value: SortValue;
  /** Its place before it was ordered: those that are equal keep it. */
  readonly at: number;
}

/**
 * The rows that filters let through, in order. They are ordered anew when one comes or goes, or
 * has another value in the column that they go by; by one that moves all the time every two
 * seconds, so that there is something to aim at.
 */
export class Listing {
  readonly ids: ReadonlySignal<readonly string[]>;
  /** Whether the rows go by what moves all the time. */
  readonly isLive: ReadonlySignal<boolean>;

  readonly #torrents: Pick<Torrents, 'row'>;
  /** Counts up when rows that go by what moves are to be looked at again. */
  readonly #turn = signal(0);
  #entries: readonly Entry[] = [];
  #order: ListOrder | undefined;
  #ordered: readonly string[] = [];

  constructor(
    torrents: Pick<Torrents, 'row'>,
    shown: ReadonlySignal<readonly string[]>,
    order: ReadonlySignal<ListOrder | undefined>,
  ) {
    this.#torrents = torrents;
    this.isLive = computed(
      () => order.value !== undefined && LIST_COLUMNS[order.value.key].live === true,
    );
    this.ids = computed(() =>
      order.value ? this.#inOrder(shown.value, order.value) : shown.value,
    );
  }

  /** Until the returned function is called. */
  start(): () => void {
    return effect(() => {
      if (!this.isLive.value) return undefined;
      const timer = setInterval(() => {
        this.#turn.value = this.#turn.peek() + 1;
      }, SETTLED_FOR);
      return () => clearInterval(timer);
    });
  }

  #inOrder(shown: readonly string[], order: ListOrder): readonly string[] {
    const { value, live } = LIST_COLUMNS[order.key];
    if (live) void this.#turn.value;
    const entries = shown.map((id, at): Entry => {
      const row = this.#torrents.row(id);
      const now = live ? row?.peek() : row?.value;
      return { id, value: now ? value(now) : null, at };
    });
    const before = this.#entries;
    const isSame =
      this.#order === order &&
      entries.length === before.length &&
      entries.every(
        (entry, at) => entry.id === before[at]?.id && entry.value === before[at]?.value,
      );
    if (isSame) return this.#ordered;
    const compare = comparison(order);
    this.#entries = entries;
    this.#order = order;
    this.#ordered = [...entries].sort(compare).map(({ id }) => id);
    return this.#ordered;
  }
}

function comparison({ reversed }: ListOrder): (a: Entry, b: Entry) => number {
  const sign = reversed ? -1 : 1;
  const compareTexts = collator().compare;
  return (a, b) => {
    if (a.value === null || b.value === null) {
      return Number(a.value === null) - Number(b.value === null) || a.at - b.at;
    }
    const difference =
      typeof a.value === 'number' && typeof b.value === 'number'
        ? a.value - b.value
        : compareTexts(String(a.value), String(b.value));
    return sign * difference || a.at - b.at;
  };
}
