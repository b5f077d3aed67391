/** How far back, and how finely. */
export const SPANS = {
  minute: { step: 1000, slots: 60 },
  hour: { step: 15_000, slots: 240 },
  day: { step: 300_000, slots: 288 },
} as const;
export type Span = keyof typeof SPANS;

/** Bytes that passed in each slot, oldest first; see src/api/speed.ts. */
export interface SpanHistory {
  readonly step: number;
  readonly end: number;
  readonly last: number;
  readonly down: readonly number[];
  readonly up: readonly number[];
}

/** Milliseconds over which bytes are spread at most: beyond them the machine slept. */
const LONGEST = 10_000;

/**
 * What passed, and when: the last minute by seconds, the last hour by quarters of a minute,
 * the last day by five minutes. Bytes are whole and none is lost, but for those that are too
 * long ago. Time is the date, passed in; nothing is allocated before something passes.
 *
 *  - What is counted between two moments is spread evenly over the slots between them.
 *  - While the date goes back, all counts for the latest slot; once it is back by more than
 *    a span, that span begins anew.
 */
export class SpeedHistory {
  #rings: Readonly<Record<Span, Ring>> | undefined;

  /** Bytes that passed from one moment to another, milliseconds since 1970. */
  add(down: number, up: number, from: number, to: number): void {
    if (down === 0 && up === 0) return;
    const rings = this.#begin();
    const since = Math.min(Math.max(from, to - LONGEST), to);
    for (const span of Object.keys(SPANS) as Span[]) rings[span].add(down, up, since, to);
  }

  /** Up to now; of the minute only whole seconds, since so little passes in a part of one. */
  read(span: Span, now: number): SpanHistory {
    const { step, slots } = SPANS[span];
    const elapsed = now % step;
    const open = span !== 'minute' && elapsed >= 1000;
    const slot = Math.floor(now / step) - (open ? 0 : 1);
    const last = open ? elapsed : step;
    const ring = this.#rings?.[span];
    const none = new Array<number>(slots).fill(0);
    const { down, up } = ring?.upTo(slot) ?? { down: none, up: none };
    return { step, end: slot * step + last, last, down, up };
  }

  /** Goes on with what another read of a span, in an earlier run, by the same clock. */
  restore(span: Span, { end, down, up }: Pick<SpanHistory, 'end' | 'down' | 'up'>): void {
    const { step } = SPANS[span];
    const slot = Math.ceil(end / step) - 1;
    this.#begin()[span].restore(slot, down, up);
  }

  #begin(): Readonly<Record<Span, Ring>> {
    this.#rings ??= {
      minute: new Ring(SPANS.minute),
      hour: new Ring(SPANS.hour),
      day: new Ring(SPANS.day),
    };
    return this.#rings;
  }
}

/** The slots of one span, each where its number says. */
class Ring {
  readonly #step: number;
  readonly #down: Float64Array;
  readonly #up: Float64Array;
  /** The latest. */
  #slot = Number.NEGATIVE_INFINITY;

  constructor({ step, slots }: { readonly step: number; readonly slots: number }) {
    this.#step = step;
    this.#down = new Float64Array(slots);
    this.#up = new Float64Array(slots);
  }

  add(down: number, up: number, from: number, to: number): void {
    // What ends with a slot is all of that slot.
    const last = Math.max(Math.ceil(to / this.#step) - 1, 0);
    if (this.#slot - last > this.#down.length) this.#restart();
    let slot = Math.min(Math.floor(from / this.#step), last);
    let doneDown = 0;
    let doneUp = 0;
    for (; slot <= last; slot++) {
      const isLast = slot === last;
      const share = isLast ? 1 : ((slot + 1) * this.#step - from) / (to - from);
      const down1 = Math.floor(down * share) - doneDown;
      const up1 = Math.floor(up * share) - doneUp;
      doneDown += down1;
      doneUp += up1;
      const at = this.#advance(slot);
      this.#down[at]! += down1;
      this.#up[at]! += up1;
    }
  }

  /** As many as there are, the last of them this one. */
  upTo(slot: number): { down: number[]; up: number[] } {
    const count = this.#down.length;
    const of = (values: Float64Array) =>
      Array.from({ length: count }, (_, index) => {
        const wanted = slot - count + 1 + index;
        const here = wanted <= this.#slot && wanted > this.#slot - count;
        return here ? values[wanted % count]! : 0;
      });
    return { down: of(this.#down), up: of(this.#up) };
  }

  restore(slot: number, down: readonly number[], up: readonly number[]): void {
    const count = this.#down.length;
    this.#restart();
    this.#slot = slot;
    for (let back = 0; back < count; back++) {
      const at = (slot - back) % count;
      this.#down[at] = down.at(-1 - back) ?? 0;
      this.#up[at] = up.at(-1 - back) ?? 0;
    }
  }

  /** Where the slot lies, or the latest, if that is later. */
  #advance(slot: number): number {
    const count = this.#down.length;
    const next = Math.max(slot, this.#slot);
    const fresh = Math.min(next - this.#slot, count);
    for (let back = 0; back < fresh; back++) {
      this.#down[(next - back) % count] = 0;
      this.#up[(next - back) % count] = 0;
    }
    this.#slot = next;
    return next % count;
  }

  #restart(): void {
    this.#slot = Number.NEGATIVE_INFINITY;
    this.#down.fill(0);
    this.#up.fill(0);
  }
}
