import * as v from 'valibot';
import type { TorrentStatus } from '../api/snapshot.ts';
import { parseMagnet } from '../metainfo/magnet.ts';
import { withField } from '../metainfo/magnet-link.ts';
import type { FolderRef } from '../ports/folders.ts';
import type { KeyValueStore } from '../ports/key-value-store.ts';
import type { TorrentOptions } from '../storage/torrent-options.ts';
import { type MagnetContext, MagnetDownload } from '../torrent/magnet-download.ts';
import { noMetadata } from './details.ts';
import type { TakenOut } from './removal.ts';
import { alreadyAdded } from './torrent-list.ts';
import { type BareRow, NOTHING_YET, reportError } from './torrent-row.ts';

/** What is kept of a magnet link until its torrent is known. */
export interface MagnetRecord {
  readonly link: string;
  readonly folder: FolderRef;
  readonly paused: boolean;
  /** Its torrent waits until it is resumed. */
  readonly pauseWhenKnown: boolean;
  /** Its torrent's pieces come from the first to the last. */
  readonly sequential?: boolean | undefined;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
}

const Stored = v.object({
  link: v.string(),
  folder: v.object({ id: v.string(), name: v.string() }),
  paused: v.boolean(),
  pauseWhenKnown: v.optional(v.boolean(), false),
  sequential: v.optional(v.boolean(), false),
  addedAt: v.number(),
});

type OptionChanges = Partial<TorrentOptions>;

const PREFIX = 'magnet/';

interface Entry {
  download: MagnetDownload;
  record: MagnetRecord;
  /** Whether the queue lets it look. */
  admitted: boolean;
  /** Its torrent is here, and being added, or could not be. */
  found: boolean;
}

/** The torrent file of a magnet link is here. */
type Found = (download: MagnetDownload, file: Uint8Array) => void;

/** The magnet links whose torrents are not known yet. */
export class Magnets {
  readonly #context: Omit<MagnetContext, 'found'>;
  readonly #store: KeyValueStore;
  readonly #found: Found;
  readonly #changed: () => void;
  readonly #entries = new Map<string, Entry>();
  /** Trackers being told that links which were removed are not looked for any more. */
  readonly #farewells = new Set<Promise<void>>();

  /** `changed`: one came, went, or is paused or resumed. */
  constructor(context: Omit<MagnetContext, 'found'>, found: Found, changed: () => void) {
    this.#context = context;
    this.#store = context.ports.store;
    this.#found = found;
    this.#changed = changed;
  }

  [Symbol.iterator](): IterableIterator<MagnetDownload> {
    return [...this.#entries.values()].map(({ download }) => download).values();
  }

  /** Those that look for their torrents, or would if the queue let them. */
  wanted(): MagnetDownload[] {
    const all = [...this.#entries.values()];
    const wanted = all.filter(({ record, found }) => !record.paused && !found);
    return wanted.map(({ download }) => download);
  }

  /** The queue has decided. */
  admit(id: string, admitted: boolean): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.admitted = admitted;
    if (admitted) entry.download.resume();
    else void entry.download.pause();
  }

  /** How many are looking for their torrent. */
  get active(): number {
    let active = 0;
    for (const { download } of this.#entries.values()) if (download.running) active++;
    return active;
  }

  has(id: string): boolean {
    return this.#entries.has(id);
  }

  find(id: string): MagnetDownload | undefined {
    return this.#entries.get(id)?.download;
  }

  /** Those of the torrent that has these names. */
  sharing(names: readonly string[]): MagnetDownload[] {
    return [...this].filter((download) =>
      download.names.some((name) => names.includes(name)),
    );
  }

  record(id: string): MagnetRecord | undefined {
    return this.#entries.get(id)?.record;
  }

  /** Rejects with InputError 'bad-magnet', and when it cannot be recorded. */
  async add(record: MagnetRecord): Promise<MagnetDownload> {
    const download = this.#open(record);
    try {
      await this.#save(download.id);
    } catch (error) {
      void download.pause();
      if (this.find(download.id) === download) this.#entries.delete(download.id);
      throw error;
    }
    return download;
  }

  /**
   * Goes on with those on record, unless `known`: a crash came between the torrent's record
   * and the end of its link's. `report` hears of what cannot be read.
   */
  async restore(
    known: (id: string) => boolean,
    report: (key: string, error: unknown) => void,
  ): Promise<void> {
    for (const key of await this.#store.keys(PREFIX)) {
      try {
        if (known(key.slice(PREFIX.length))) {
          await this.#store.delete(key);
          continue;
        }
        const bytes = await this.#store.get(key);
        if (!bytes) continue;
        this.#open(decodeRecord(bytes));
      } catch (error) {
        report(key, error);
      }
    }
  }

  async setPaused(id: string, paused: boolean): Promise<void> {
    const entry = this.#entries.get(id)!;
    // Who lets it go on before its files are known has no choice of them to make.
    const pauseWhenKnown = paused && entry.record.pauseWhenKnown;
    entry.record = { ...entry.record, paused, pauseWhenKnown };
    entry.found = false;
    if (paused) void entry.download.pause();
    this.#changed();
    await this.#save(id);
  }

  /** Where its torrent is to go. */
  async setFolder(id: string, folder: FolderRef): Promise<void> {
    const entry = this.#entries.get(id)!;
    entry.record = { ...entry.record, folder };
    await this.#save(id);
  }

  /** Of what can be set of a torrent. Rejects with InputError where it is more than the order. */
  async setOptions(id: string, { sequential, ...rest }: OptionChanges): Promise<void> {
    if (Object.keys(rest).length > 0) throw noMetadata();
    const entry = this.#entries.get(id)!;
    entry.record = { ...entry.record, sequential };
    await this.#save(id);
  }

  /** Writes these values of one key into the link, and looks on by the new one. */
  async setField(id: string, key: string, values: readonly string[]): Promise<void> {
    const entry = this.#entries.get(id)!;
    const before = entry.record;
    const link = withField(before.link, key, values);
    const download = this.#download(link, before.addedAt);
    entry.record = { ...before, link };
    await this.#save(id);
    if (this.#entries.get(id) !== entry) return;
    download.addPeers(entry.download.addedPeers);
    // Those who are asked again hear of the same peer at once: not "stopped".
    entry.download.giveWay();
    entry.download = download;
    entry.found = false;
    if (!entry.record.paused && entry.admitted) download.resume();
    this.#changed();
  }

  /** Takes it off the list at once and, when that resolves, off the record. */
  async remove(id: string): Promise<void> {
    this.#leave(this.#entries.get(id)?.download);
    this.#entries.delete(id);
    this.#changed();
    await this.#store.delete(PREFIX + id);
  }

  nameOf(id: string): string | undefined {
    return this.find(id)?.name;
  }

  /** Off the list; what is on record of it stays. */
  takeOut(id: string): TakenOut {
    const { names } = this.find(id)!;
    this.#leave(this.find(id));
    this.#entries.delete(id);
    this.#changed();
    return { names, ended: Promise.resolve() };
  }

  /** What was taken out. Rejects with InputError 'already-added', or when it cannot be read. */
  async putBack(id: string): Promise<void> {
    const bytes = await this.#store.get(PREFIX + id);
    if (this.#entries.has(id)) throw alreadyAdded(this.find(id)!.name);
    this.#open(decodeRecord(bytes));
  }

  /** What was taken out is on record no more. */
  async forget(id: string): Promise<void> {
    await this.#store.delete(PREFIX + id);
  }

  /** The same for one whose torrent is there now. Never rejects. */
  async giveWay(id: string): Promise<void> {
    this.#entries.get(id)?.download.giveWay();
    try {
      await this.remove(id);
    } catch (error) {
      const { log } = this.#context.ports;
      log.write('error', 'session', `cannot forget ${id}: ${error}`);
    }
  }

  /** Resolves once the trackers were told, or three seconds are over. */
  async stop(): Promise<void> {
    const all = [...this.#entries.values()].map(({ download }) => download.pause());
    await Promise.all([...all, ...this.#farewells]);
  }

  /** It is of no more use; the trackers hear of that. */
  #leave(download: MagnetDownload | undefined): void {
    if (!download) return;
    const farewell = download.pause();
    this.#farewells.add(farewell);
    void farewell.then(() => this.#farewells.delete(farewell));
  }

  rows(embedded: FolderRef, positions: ReadonlyMap<string, number>): BareRow[] {
    return [...this.#entries.values()].map((entry) => ({
      ...magnetRow(entry, embedded),
      queuePosition: positions.get(entry.download.id) ?? null,
    }));
  }

  #open(record: MagnetRecord): MagnetDownload {
    const download = this.#download(record.link, record.addedAt);
    this.#entries.set(download.id, { download, record, admitted: false, found: false });
    this.#changed();
    return download;
  }

  /** Throws InputError 'bad-magnet'. */
  #download(link: string, addedAt: number): MagnetDownload {
    const found = (download: MagnetDownload, file: Uint8Array) => {
      const entry = this.#entries.get(download.id);
      if (entry) entry.found = true;
      this.#changed();
      this.#found(download, file);
    };
    return new MagnetDownload({ ...this.#context, found }, parseMagnet(link), addedAt);
  }

  async #save(id: string): Promise<void> {
    const record = this.#entries.get(id)?.record;
    if (!record) return;
    const bytes = new TextEncoder().encode(JSON.stringify(record));
    await this.#store.set(PREFIX + id, bytes);
  }
}

function decodeRecord(bytes: Uint8Array | undefined): MagnetRecord {
  return v.parse(Stored, JSON.parse(new TextDecoder().decode(bytes)));
}

function statusOf({ download, record, found }: Entry): TorrentStatus {
  if (download.running) return 'metadata';
  return record.paused || found ? 'paused' : 'queued';
}

function magnetRow(entry: Entry, embedded: FolderRef): Omit<BareRow, 'queuePosition'> {
  const { download, record } = entry;
  const error = download.trackerError;
  return {
    id: download.id,
    name: download.name,
    status: statusOf(entry),
    ...NOTHING_YET,
    peers: download.swarm?.connected ?? 0,
    folder: record.folder,
    embedded: record.folder.id === embedded.id,
    trackerError: error ? reportError(error) : null,
    addedAt: record.addedAt,
  };
}
