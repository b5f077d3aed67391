type Use = 'read' | 'write';

interface Waiting {
  readonly use: Use;
  readonly start: () => void;
}

interface Turns {
  /** What those do who have their turn. */
  use: Use;
  users: number;
  readonly waiting: Waiting[];
}

/**
 * Who may use which file now: any number who read it, or any number who write it, in the
 * order in which they came, so that neither keeps the other waiting for good.
 */
export class FileTurns {
  readonly #files = new Map<string, Turns>();

  /** Resolves when it is one's turn, with what ends it. */
  async take(file: string, use: Use): Promise<() => void> {
    const turns = this.#files.get(file);
    if (!turns) {
      this.#files.set(file, { use, users: 1, waiting: [] });
    } else if (turns.use === use && turns.waiting.length === 0) {
      turns.users++;
    } else {
      await new Promise<void>((start) => turns.waiting.push({ use, start }));
    }
    return () => this.#end(file);
  }

  #end(file: string): void {
    const turns = this.#files.get(file)!;
    if (--turns.users > 0) return;
    const next = turns.waiting[0]?.use;
    if (next === undefined) {
      this.#files.delete(file);
      return;
    }
    turns.use = next;
    const other = turns.waiting.findIndex(({ use }) => use !== next);
    const count = other < 0 ? turns.waiting.length : other;
    for (const { start } of turns.waiting.splice(0, count)) {
      turns.users++;
      start();
    }
  }
}
