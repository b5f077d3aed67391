import type { Timer } from '../../../src/ports/clock.ts';

/** A timer as the heap keeps it. */
export class Armed implements Timer {
  /** Milliseconds. */
  readonly due: number;
  /** Decides between those due at the same time; the lower one comes first. */
  readonly tie: number;
  readonly fire: () => void;
  cancelled = false;

  constructor(due: number, tie: number, fire: () => void) {
    this.due = due;
    this.tie = tie;
    this.fire = fire;
  }

  cancel(): void {
    this.cancelled = true;
  }
}

/** Timers, the next one to fire on top: a binary heap, O(log n) for each. */
export class TimerHeap {
  readonly #heap: Armed[] = [];

  push(armed: Armed): void {
    const heap = this.#heap;
    let at = heap.length;
    for (; at > 0; ) {
      const above = (at - 1) >> 1;
      if (!before(armed, heap[above]!)) break;
      heap[at] = heap[above]!;
      at = above;
    }
    heap[at] = armed;
  }

  /** Takes the next one out that is due by `end`; those cancelled are dropped on the way. */
  popDue(end: number): Armed | undefined {
    for (let top = this.#heap[0]; top && top.due <= end; top = this.#heap[0]) {
      this.#removeTop();
      if (!top.cancelled) return top;
    }
    return undefined;
  }

  #removeTop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && before(heap[below + 1]!, heap[below]!)) below++;
      if (!before(heap[below]!, last)) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = last;
  }
}

function before(a: Armed, b: Armed): boolean {
  return a.due < b.due || (a.due === b.due && a.tie < b.tie);
}
