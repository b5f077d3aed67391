import * as v from 'valibot';
import { UNDO_TIME } from '../api/contract.ts';
import { InputError } from '../errors/input-error.ts';
import type { Timer } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';

/** A list whose entries can be taken out, and put back. */
export interface RemovableList {
  /** For a person; undefined when it is not in the list. */
  nameOf(id: string): string | undefined;
  /** Out of the list at once; what is on record of it stays. */
  takeOut(id: string): TakenOut;
  /** Goes on with what is on record. */
  putBack(id: string, names: readonly string[]): Promise<void>;
  /** It is on record no more; its files go, too, where `deleteData`. */
  forget(id: string, deleteData: boolean): Promise<void>;
}

export interface TakenOut {
  /** All by which peers know it. */
  readonly names: readonly string[];
  /** Nothing of it is in use any more. */
  readonly ended: Promise<void>;
}

export interface RemovalHost extends Pick<Ports, 'clock' | 'store' | 'log'> {
  /** By what they hold. */
  readonly lists: Readonly<Record<ListName, RemovableList>>;
  /** It is about to leave the list, until it is put back or forgotten. */
  takingOut(id: string): void;
  putBack(id: string): void;
  forgotten(id: string): Promise<void>;
  /** Its files could not be deleted. */
  failed(id: string, name: string, error: unknown): void;
}

const LISTS = ['torrents', 'magnets', 'following'] as const;
type ListName = (typeof LISTS)[number];

const Mark = v.object({
  list: v.picklist(LISTS),
  name: v.string(),
  deleteData: v.boolean(),
});
type Mark = v.InferOutput<typeof Mark>;

const PREFIX = 'removed/';
/** Milliseconds for an undo of the last moment to arrive. */
const GRACE = 2_000;

interface Entry extends Mark {
  readonly id: string;
  readonly names: readonly string[];
  readonly ended: Promise<void>;
  /** Only while it can be undone. */
  timer: Timer | undefined;
  /** It is being removed for good. */
  ending: Promise<void> | undefined;
}

/**
 * Removals that can be undone for a while. A mark in the store says what was removed:
 *
 *   mark -> out of the list -> time passes -> files deleted -> record gone -> mark gone
 *   mark -> out of the list -> undone: mark gone -> back in the list
 *
 * So a crash loses no removal, and deletes nothing that is not marked. The end of the session
 * ends the time for undoing; what is found marked at a start is removed for good.
 */
export class Removal {
  readonly #host: RemovalHost;
  readonly #entries = new Map<string, Entry>();
  /** Removals being written down. */
  readonly #beginning = new Map<string, Promise<TakenOut | undefined>>();
  /** Undone, and not all over. */
  readonly #restoring = new Set<Promise<void>>();

  constructor(host: RemovalHost) {
    this.#host = host;
  }

  /** Removals that are not over, but for those that have to wait for the next start. */
  get count(): number {
    return [...this.#entries.values()].filter(({ timer, ending }) => timer ?? ending)
      .length;
  }

  has(id: string): boolean {
    return this.#entries.has(id);
  }

  /**
   * Rejects with InputError 'no-such-torrent', and when it cannot be recorded: then it is still
   * in the list.
   */
  async remove(id: string, list: ListName, deleteData: boolean): Promise<void> {
    const name = this.#host.lists[list].nameOf(id);
    if (name === undefined) throw notThere();
    // Another window may have been faster: what it said counts.
    const beginning =
      this.#beginning.get(id) ?? this.#begin(id, { list, name, deleteData });
    await (await beginning)?.ended;
  }

  #begin(id: string, mark: Mark): Promise<TakenOut | undefined> {
    const begun = this.#takeOut(id, mark).finally(() => this.#beginning.delete(id));
    this.#beginning.set(id, begun);
    return begun;
  }

  async #takeOut(id: string, mark: Mark): Promise<TakenOut | undefined> {
    const list = this.#host.lists[mark.list];
    await this.#record(id, mark);
    if (list.nameOf(id) === undefined) {
      await this.#unmark(id);
      return undefined;
    }
    this.#host.takingOut(id);
    const out = list.takeOut(id);
    this.#keep({ id, ...mark, ...out, timer: undefined, ending: undefined });
    return out;
  }

  /** Rejects with InputError 'no-such-torrent' when it is too late. */
  async restore(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry?.timer) throw notThere();
    const restoring = this.#restore(entry);
    const over = restoring.catch(() => {}).then(() => void this.#restoring.delete(over));
    this.#restoring.add(over);
    await restoring;
  }

  async #restore(entry: Entry): Promise<void> {
    const { id, list, names, ended, timer } = entry;
    timer?.cancel();
    entry.timer = undefined;
    this.#entries.delete(id);
    await ended;
    try {
      // From here on a restart has it in the list.
      await this.#unmark(id);
    } catch (error) {
      this.#keep(entry);
      throw error;
    }
    await this.#host.lists[list].putBack(id, names);
    this.#host.putBack(id);
  }

  /**
   * A torrent of these names is added anew: it takes over, and the files stay. Rejects when that
   * cannot be written down: then the next start would remove what was added.
   */
  async giveWay(names: readonly string[]): Promise<void> {
    for (const entry of [...this.#entries.values()]) {
      const same = [entry.id, ...entry.names].some((name) => names.includes(name));
      if (same) await this.#end(entry, false);
    }
  }

  /** Reads what the last session left. To be called before the lists read theirs. */
  async load(): Promise<void> {
    const { store, log } = this.#host;
    for (const key of await store.keys(PREFIX)) {
      const id = key.slice(PREFIX.length);
      const mark = decodeMark(await store.get(key));
      if (!mark) log.write('error', 'session', `cannot read ${key}`);
      const ended = Promise.resolve();
      const over = { names: [], ended, timer: undefined, ending: undefined };
      if (mark) this.#entries.set(id, { id, ...mark, ...over });
    }
  }

  /** Ends what was left. The lists leave alone what is being removed. */
  start(): void {
    for (const entry of this.#entries.values()) void this.#endLast(entry);
  }

  /** Ends all of them, and what is being undone. Never rejects. */
  async stop(): Promise<void> {
    const entries = [...this.#entries.values()];
    await Promise.all([
      ...this.#restoring,
      ...entries.map((entry) => this.#endLast(entry)),
    ]);
  }

  #keep(entry: Entry): void {
    this.#entries.set(entry.id, entry);
    entry.timer = this.#host.clock.timer(
      UNDO_TIME + GRACE,
      () => void this.#endLast(entry),
    );
  }

  /** Never rejects: what cannot be written down now is done at the next start. */
  async #endLast(entry: Entry): Promise<void> {
    try {
      await this.#end(entry, true);
    } catch (error) {
      const { log } = this.#host;
      log.write('error', 'session', `cannot forget ${entry.id}: ${error}`);
    }
  }

  #end(entry: Entry, mayDelete: boolean): Promise<void> {
    entry.timer?.cancel();
    entry.timer = undefined;
    entry.ending ??= this.#finish(entry, mayDelete).finally(() => {
      entry.ending = undefined;
    });
    return entry.ending;
  }

  async #finish(entry: Entry, mayDelete: boolean): Promise<void> {
    const { id, list, name, deleteData } = entry;
    const { lists, failed, forgotten } = this.#host;
    await entry.ended;
    // No crash from here on is to delete what somebody added anew.
    if (!mayDelete && deleteData) {
      await this.#record(id, { list, name, deleteData: false });
    }
    await lists[list]
      .forget(id, deleteData && mayDelete)
      .catch((error) => failed(id, name, error));
    await forgotten(id);
    await this.#unmark(id);
    this.#entries.delete(id);
  }

  #record(id: string, mark: Mark): Promise<void> {
    const text = JSON.stringify(mark);
    return this.#host.store.set(PREFIX + id, new TextEncoder().encode(text));
  }

  #unmark(id: string): Promise<void> {
    return this.#host.store.delete(PREFIX + id);
  }
}

function decodeMark(bytes: Uint8Array | undefined): Mark | undefined {
  try {
    return v.parse(Mark, JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}

function notThere(): InputError {
  return new InputError('no-such-torrent', 'this torrent is not there, or not any more');
}
