import { computed, type ReadonlySignal, signal } from '@preact/signals';

/**
 * Which rows are selected, and which one the keyboard is on. Ids that left the list drop
 * out by themselves.
 */
export class Selection {
  readonly #order: ReadonlySignal<readonly string[]>;
  readonly #chosen = signal<ReadonlySet<string>>(new Set());
  readonly #focus = signal<string | undefined>(undefined);
  /** Where a range begins. */
  #anchor: string | undefined;
  /** Where the focus was, to find the nearest row when that row is gone. */
  #lastIndex = 0;

  /** In the order of the list. */
  readonly ids: ReadonlySignal<readonly string[]>;
  /** The one row that Tab reaches; undefined only when the list is empty. */
  readonly active: ReadonlySignal<string | undefined>;

  constructor(order: ReadonlySignal<readonly string[]>) {
    this.#order = order;
    this.ids = computed(() => order.value.filter((id) => this.#chosen.value.has(id)));
    this.active = computed(() => this.#nearest());
  }

  has(id: string): boolean {
    return this.#chosen.value.has(id);
  }

  only(id: string): void {
    this.#choose([id]);
    this.#anchor = id;
    this.focus(id);
  }

  toggle(id: string): void {
    const ids = this.ids.peek();
    this.#choose(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
    this.#anchor = id;
    this.focus(id);
  }

  /** Everything from where the selection began to `id`. */
  extendTo(id: string): void {
    const order = this.#order.peek();
    const from = Math.max(0, order.indexOf(this.#anchor ?? this.active.peek() ?? id));
    const to = order.indexOf(id);
    this.#anchor = order[from];
    this.#choose(order.slice(Math.min(from, to), Math.max(from, to) + 1));
    this.focus(id);
  }

  /** `id` stands for `former` from now on, which is about to leave the list. */
  replace(former: string, id: string): void {
    const chosen = this.#chosen.peek();
    const heir = (one: string) => (one === former ? id : one);
    if (chosen.has(former)) this.#choose([...chosen].map(heir));
    if (this.#anchor === former) this.#anchor = id;
    if (this.#focus.peek() === former) this.#focus.value = id;
  }

  all(): void {
    this.#choose(this.#order.peek());
  }

  clear(): void {
    this.#choose([]);
    this.#anchor = undefined;
  }

  /** These are selected no more. */
  drop(isHidden: (id: string) => boolean): void {
    const chosen = [...this.#chosen.peek()];
    if (chosen.some(isHidden)) this.#choose(chosen.filter((id) => !isHidden(id)));
  }

  focus(id: string): void {
    this.#lastIndex = Math.max(0, this.#order.peek().indexOf(id));
    this.#focus.value = id;
  }

  /** The row `steps` below the active one (above it when negative), within the list. */
  neighbour(steps: number): string | undefined {
    const order = this.#order.peek();
    const at = order.indexOf(this.active.peek() ?? '');
    return order[Math.min(Math.max(at + steps, 0), order.length - 1)];
  }

  #choose(ids: readonly string[]): void {
    this.#chosen.value = new Set(ids);
  }

  #nearest(): string | undefined {
    const order = this.#order.value;
    const focus = this.#focus.value;
    if (focus !== undefined && order.includes(focus)) return focus;
    return order[Math.min(this.#lastIndex, order.length - 1)];
  }
}
