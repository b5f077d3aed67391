import type { QueueKind } from './queue.ts';

/** Milliseconds without a byte after which a torrent is stalled. */
const STALLED_AFTER = 5 * 60_000;
/** Milliseconds after which one that gave way for that is as good as any other. */
const FRESH_AFTER = 30 * 60_000;

interface Turn {
  readonly kind: QueueKind;
  /** Ever got, or given: what counts for its kind. */
  bytes: number;
  /** When that last changed. */
  since: number;
}

/** Since when those that run have brought nothing, and who gave way for that. */
export class Turns {
  readonly #turns = new Map<string, Turn>();
  /** When it gave way. */
  readonly #tired = new Map<string, number>();

  /** It runs. `bytes`: what it got, or gave, ever. */
  runs(id: string, kind: QueueKind, bytes: number, now: number): void {
    const turn = this.#turns.get(id);
    if (turn?.kind !== kind) {
      this.#turns.set(id, { kind, bytes, since: now });
      this.#tired.delete(id);
    } else if (turn.bytes !== bytes) {
      turn.bytes = bytes;
      turn.since = now;
    }
  }

  /** It does not run any more, if it did. */
  rests(id: string, now: number): void {
    if (this.stalled(id, now) && this.#turns.has(id)) this.#tired.set(id, now);
    this.#turns.delete(id);
  }

  /** As what it runs; undefined: it does not. */
  kind(id: string): QueueKind | undefined {
    return this.#turns.get(id)?.kind;
  }

  /** Milliseconds since something came, or went. */
  idle(id: string, now: number): number {
    const turn = this.#turns.get(id);
    return turn ? now - turn.since : 0;
  }

  /** Whether it brings nothing or, waiting, did so not long ago. */
  stalled(id: string, now: number): boolean {
    if (this.#turns.has(id)) return this.idle(id, now) >= STALLED_AFTER;
    const tired = this.#tired.get(id);
    return tired !== undefined && now - tired < FRESH_AFTER;
  }

  /** A person wants it to go on: it waits like any other. */
  refresh(id: string): void {
    this.#tired.delete(id);
  }

  forget(id: string): void {
    this.#turns.delete(id);
    this.#tired.delete(id);
  }
}
