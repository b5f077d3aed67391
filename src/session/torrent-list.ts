import { InputError } from '../errors/input-error.ts';
import { swarmIds, torrentId } from '../metainfo/info-hash.ts';
import { type OpenedTorrent, openTorrent } from '../metainfo/open-torrent.ts';
import type { ResumeData } from '../storage/resume-data.ts';
import { Torrent } from '../torrent/torrent.ts';
import type { TorrentContext } from '../torrent/torrent-context.ts';
import type { TakenOut } from './removal.ts';
import type { TorrentRecords } from './torrent-records.ts';

/** A torrent that is to be added. */
export interface NewTorrent {
  /** The torrent file. */
  readonly file: Uint8Array;
  readonly opened: OpenedTorrent;
  /** What it begins with, as of now: it is asked before the record is written, and after. */
  data(): ResumeData;
  /** Whether it is still to be added once it is on record. */
  wanted(): boolean;
}

/** The torrents, here and on record; none twice, by whichever of its names it comes. */
export class TorrentList {
  readonly #context: TorrentContext;
  readonly #records: TorrentRecords;
  readonly #torrents = new Map<string, Torrent>();
  /** Names being added: two windows may drop the same file. */
  readonly #adding = new Set<string>();
  /** Torrents being removed, by name: who adds one of them again waits for that. */
  readonly #leaving = new Map<string, Promise<void>>();
  /** Trackers being told of torrents that were removed, by id. */
  readonly #farewells = new Map<string, Promise<void>>();
  #stopped = false;

  constructor(context: TorrentContext, records: TorrentRecords) {
    this.#context = context;
    this.#records = records;
  }

  [Symbol.iterator](): IterableIterator<Torrent> {
    return this.#torrents.values();
  }

  /** The one that peers know by this name. */
  named(name: string): Torrent | undefined {
    const torrent = this.#torrents.get(name);
    if (torrent) return torrent;
    for (const other of this) if (other.names.includes(name)) return other;
    return undefined;
  }

  get(id: string): Torrent | undefined {
    return this.#torrents.get(id);
  }

  /** Throws InputError 'no-such-torrent'. */
  find(id: string): Torrent {
    const torrent = this.get(id);
    if (torrent) return torrent;
    throw new InputError('no-such-torrent', 'this torrent is not in the list');
  }

  /** Throws InputError 'already-added' if one of the names is taken. */
  refuseTwice(names: readonly string[], label: string): void {
    if (!names.some((name) => this.#adding.has(name) || this.named(name))) return;
    throw alreadyAdded(label);
  }

  /**
   * undefined when it was not wanted any more, or the session ended meanwhile: then the next
   * one opens it. Rejects with InputError 'already-added', and when it cannot be recorded.
   */
  async add(torrent: NewTorrent): Promise<Torrent | undefined> {
    const { opened, file } = torrent;
    const { hashes, metainfo } = opened;
    const names = swarmIds(hashes);
    this.refuseTwice(names, metainfo.name);
    for (const name of names) this.#adding.add(name);
    try {
      await Promise.all(names.map((name) => this.#leaving.get(name)?.catch(() => {})));
      await this.#records.add(torrentId(hashes), file, torrent.data());
      if (this.#stopped) return undefined;
      if (torrent.wanted()) return this.#open(opened, torrent.data());
      await this.#records.remove(torrentId(hashes));
      return undefined;
    } finally {
      for (const name of names) this.#adding.delete(name);
    }
  }

  /**
   * Goes on with those on record, but for those `left` alone; `fresh`: of a torrent whose resume
   * data cannot be read. A record that cannot be read is left alone, and `report` hears of it.
   */
  async restore(
    fresh: () => ResumeData,
    left: (id: string) => boolean,
    report: (id: string, error: unknown) => void,
  ): Promise<void> {
    for (const id of await this.#records.ids()) {
      if (left(id)) continue;
      try {
        await this.#restore(id, fresh);
      } catch (error) {
        report(id, error);
      }
    }
  }

  nameOf(id: string): string | undefined {
    return this.#torrents.get(id)?.name;
  }

  /** It ends, and is in the list no more; what is on record of it stays. */
  takeOut(id: string): TakenOut {
    const torrent = this.find(id);
    const { names } = torrent;
    this.#torrents.delete(id);
    const ended = this.#whileLeaving(names, torrent.takeOut());
    this.#keepFarewell(torrent);
    return { names, ended };
  }

  /** What was taken out. Rejects with InputError, or when it cannot be read. */
  async putBack(id: string, names: readonly string[]): Promise<void> {
    this.refuseTwice(names, id);
    for (const name of names) this.#adding.add(name);
    try {
      const found = await this.#read(id);
      if (!found?.data) throw new InputError('no-such-torrent', 'it is not on record');
      if (!this.#stopped) this.#open(found.opened, found.data);
    } finally {
      for (const name of names) this.#adding.delete(name);
    }
  }

  /** What was taken out: its record goes, and its files, where `deleteData`. */
  async forget(id: string, deleteData: boolean): Promise<void> {
    const found = deleteData ? await this.#read(id) : undefined;
    const forget = async () => {
      try {
        if (!found?.data) return;
        const { metainfo, hashes } = found.opened;
        await new Torrent(this.#context, metainfo, hashes, found.data).remove(true);
      } finally {
        await this.#records.remove(id);
      }
    };
    await this.#whileLeaving(found ? swarmIds(found.opened.hashes) : [id], forget());
  }

  async remove(id: string, deleteData: boolean): Promise<void> {
    const torrent = this.find(id);
    this.#torrents.delete(id);
    const leaving = this.#takeOut(torrent, deleteData);
    this.#keepFarewell(torrent);
    await this.#whileLeaving(torrent.names, leaving);
  }

  /** Writes what is not written of the resume data. */
  async save(): Promise<void> {
    await Promise.all([...this].map((torrent) => torrent.save()));
  }

  /** Ends: trackers are told, everything is saved and closed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this].map((torrent) => torrent.shutDown()));
    await Promise.allSettled([...this.#leaving.values(), ...this.#farewells.values()]);
  }

  async #restore(id: string, fresh: () => ResumeData): Promise<void> {
    const found = await this.#read(id);
    if (found && !this.#stopped) this.#open(found.opened, found.data ?? fresh());
  }

  /** undefined when it is not on record. */
  async #read(id: string) {
    const file = await this.#records.file(id);
    if (!file) return undefined;
    const opened = await openTorrent(file, this.#context.ports.hasher);
    const data = await this.#records.resume(id, opened.metainfo.pieceCount);
    return { opened, data };
  }

  /** Whoever adds one of these names meanwhile waits. */
  async #whileLeaving(names: readonly string[], leaving: Promise<void>): Promise<void> {
    for (const name of names) this.#leaving.set(name, leaving);
    try {
      await leaving;
    } finally {
      for (const name of names) {
        if (this.#leaving.get(name) === leaving) this.#leaving.delete(name);
      }
    }
  }

  #open({ metainfo, hashes }: OpenedTorrent, data: ResumeData): Torrent {
    const torrent = new Torrent(this.#context, metainfo, hashes, data);
    this.#torrents.set(torrent.id, torrent);
    torrent.start(this.#farewells.get(torrent.id));
    // One that is paused changes nothing itself, but has a place in the queue.
    this.#context.changed(torrent);
    return torrent;
  }

  #keepFarewell({ id, farewell }: Torrent): void {
    this.#farewells.set(id, farewell);
    void farewell.then(() => {
      if (this.#farewells.get(id) === farewell) this.#farewells.delete(id);
    });
  }

  async #takeOut(torrent: Torrent, deleteData: boolean): Promise<void> {
    try {
      await torrent.remove(deleteData);
    } finally {
      await this.#records.remove(torrent.id);
    }
  }
}

export function alreadyAdded(label: string): InputError {
  return new InputError('already-added', `${label} is in the list already`);
}
