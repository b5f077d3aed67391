import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { KeptPart } from './appearance.ts';
import {
  COLUMN_KEYS,
  COLUMN_WIDTH,
  type ColumnKey,
  isColumn,
  LIST_COLUMNS,
} from './list-columns.ts';

export interface ListOrder {
  readonly key: ColumnKey;
  readonly reversed: boolean;
}

/** Rem of the list below which it is made of cards: as the style has it. */
const CARDS = 43;
/** From so many rem on a card has room for all that there is at first. */
const WIDE_CARDS = 30;
/** One that is narrower has those that a list of so many rem has. */
const NARROW_CARD = 50;
/** Below so many, rows have only the buttons that they need. */
const TIGHT = 46;

interface ListAsLeft {
  readonly columns: readonly ColumnKey[] | null;
  readonly widths: Partial<Record<ColumnKey, number>>;
  readonly order: ListOrder | null;
}

/** Which columns the list has, in which order and how wide, and what its rows go by. */
export class ListLayout implements KeptPart {
  readonly key = 'list';
  /** undefined: the newest first. */
  readonly order: Signal<ListOrder | undefined> = signal(undefined);
  /** Rem, of the list itself. */
  readonly room = signal(80);
  readonly columns: ReadonlySignal<readonly ColumnKey[]>;
  /** Whether there is no room for what the menu of a row has, too. */
  readonly isTight: ReadonlySignal<boolean>;
  /** Rem; those that a person chose. */
  readonly widths: Signal<Partial<Record<ColumnKey, number>>> = signal({});
  /** The widths of all of them, and of what can be done with a row, for the style. */
  readonly template: ReadonlySignal<string>;
  /** undefined: as many as there is room for. */
  readonly #chosen: Signal<readonly ColumnKey[] | undefined> = signal(undefined);

  constructor() {
    const fitting = computed(() => fittingColumns(this.room.value).join());
    this.columns = computed(
      () => this.#chosen.value ?? (fitting.value.split(',') as ColumnKey[]),
    );
    this.isTight = computed(() => this.room.value < TIGHT);
    this.template = computed(() => this.#template());
  }

  /** Whether there is anything to go back from. */
  get isChanged(): boolean {
    const { order, widths } = this;
    const hasWidths = Object.keys(widths.value).length > 0;
    return hasWidths || this.#chosen.value !== undefined || order.value !== undefined;
  }

  /** The name of a torrent is always there. A new one comes where it is at first. */
  toggle(key: ColumnKey): void {
    const shown = this.columns.peek();
    if (shown.includes(key)) {
      if (key !== 'name') this.#chosen.value = shown.filter((other) => other !== key);
      return;
    }
    const before = COLUMN_KEYS.slice(0, COLUMN_KEYS.indexOf(key));
    const at = shown.findLastIndex((other) => before.includes(other)) + 1;
    this.#chosen.value = shown.toSpliced(at, 0, key);
  }

  /** To a place among the columns as they are, from 0. */
  move(key: ColumnKey, to: number): void {
    const shown = this.columns.peek();
    const at = Math.max(0, Math.min(to, shown.length - 1));
    if (!shown.includes(key) || shown.indexOf(key) === at) return;
    const rest = shown.filter((other) => other !== key);
    this.#chosen.value = rest.toSpliced(at, 0, key);
  }

  /** Rem. */
  widthOf(key: ColumnKey): number {
    return this.widths.value[key] ?? LIST_COLUMNS[key].width;
  }

  /** undefined: as it is at first. */
  resize(key: ColumnKey, width: number | undefined): void {
    const { [key]: _before, ...others } = this.widths.peek();
    const bounded = width === undefined ? {} : { [key]: boundedWidth(width) };
    this.widths.value = { ...others, ...bounded };
  }

  reset(): void {
    this.#chosen.value = undefined;
    this.widths.value = {};
    this.order.value = undefined;
  }

  /** What is left over goes to the names, or where those have their width, to the end. */
  #template(): string {
    const isGiven = this.widths.value.name !== undefined;
    const tracks = this.columns.value.map((key) => {
      const width = `${this.widthOf(key)}rem`;
      return key === 'name' && !isGiven ? `minmax(${width}, 1fr)` : width;
    });
    const actions = this.isTight.value ? '4.25rem' : '6.5rem';
    return [...tracks, isGiven ? `minmax(${actions}, 1fr)` : actions].join(' ');
  }

  now(): ListAsLeft {
    return {
      columns: this.#chosen.value ?? null,
      widths: this.widths.value,
      order: this.order.value ?? null,
    };
  }

  restore(kept: unknown): void {
    if (typeof kept !== 'object' || kept === null) return;
    const { columns, widths, order } = kept as { readonly [key: string]: unknown };
    const chosen = Array.isArray(columns) ? [...new Set(columns.filter(isColumn))] : [];
    if (chosen.includes('name')) this.#chosen.value = chosen;
    for (const [key, width] of Object.entries(widths ?? {})) {
      if (isColumn(key) && Number.isFinite(width)) this.resize(key, width);
    }
    this.order.value = readOrder(order);
  }
}

/** Of those that are there at first, in a list that many rem wide. */
function fittingColumns(room: number): readonly ColumnKey[] {
  const isCard = room < CARDS;
  const most = isCard ? (room < WIDE_CARDS ? NARROW_CARD : Number.MAX_VALUE) : room;
  return COLUMN_KEYS.filter((key) => {
    const { shownFrom } = LIST_COLUMNS[key];
    return shownFrom !== undefined && shownFrom <= most;
  });
}

function boundedWidth(width: number): number {
  const { least, most } = COLUMN_WIDTH;
  return Math.round(Math.max(least, Math.min(width, most)) * 100) / 100;
}

function readOrder(kept: unknown): ListOrder | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { key, reversed } = kept as Partial<ListOrder>;
  return isColumn(key) && typeof reversed === 'boolean' ? { key, reversed } : undefined;
}
