import type { CommandKind, Handlers } from '../api/answers.ts';
import type { AddResult } from '../api/contract.ts';
import { toHex } from '../bytes/hex.ts';
import type { DhtItem } from '../dht/item-store.ts';
import { mutableTarget } from '../dht/items/item-target.ts';
import { InputError } from '../errors/input-error.ts';
import { type Magnet, type PublishedMagnet, parseLink } from '../metainfo/magnet.ts';
import { withField } from '../metainfo/magnet-link.ts';
import type { Publisher } from '../metainfo/publisher.ts';
import type { FolderRef } from '../ports/folders.ts';
import type { Ports } from '../ports/ports.ts';
import { type MutableItems, PublisherWatch } from '../torrent/publisher-watch.ts';
import {
  decodeFollowing,
  encodeFollowing,
  type FollowingRecord,
} from './following-record.ts';
import type { Labels } from './labels.ts';
import type { MagnetRecord } from './magnets.ts';
import { torrentPeers } from './peer-details.ts';
import type { TakenOut } from './removal.ts';
import { alreadyAdded } from './torrent-list.ts';
import { type BareRow, NOTHING_YET } from './torrent-row.ts';
import type { Versions } from './versions.ts';

export interface FollowingHost {
  readonly ports: Pick<
    Ports,
    'clock' | 'random' | 'hasher' | 'signatures' | 'store' | 'log'
  >;
  readonly items: MutableItems;
  readonly versions: Pick<Versions, 'idOf' | 'isPaused' | 'retire'>;
  readonly labels: Pick<Labels, 'of' | 'give' | 'forget'>;
  /** Adds the link of a version. Rejects with InputError. */
  add(record: MagnetRecord): Promise<AddResult>;
}

const PREFIX = 'following/';

interface Entry {
  readonly id: string;
  readonly publisher: Publisher;
  record: FollowingRecord;
  watch: PublisherWatch;
  /** What was published is added one after the other. Never rejects. */
  adding: Promise<void>;
}

/**
 * Links that follow a publisher (BEP 46). Until the first version is found they have rows of
 * their own; then the torrent of the newest version stands for them, and whoever removes that one
 * ends it.
 */
export class Following {
  readonly #host: FollowingHost;
  readonly #entries = new Map<string, Entry>();

  /** Of commands to a row of its own; the others say 'no-metadata': there is nothing to tell yet. */
  readonly handlers: Partial<Handlers<CommandKind>> = {
    pause: ({ id }) => this.#change(id, { paused: true }),
    resume: ({ id }) => this.#change(id, { paused: false, pauseWhenKnown: false }),
    move: ({ id, folder }) => this.#change(id, { folder }),
    place: ({ id, folder }) => this.#change(id, { folder }),
    'get-trackers': () => [],
    'get-peers': () => torrentPeers(undefined),
  };

  constructor(host: FollowingHost) {
    this.#host = host;
  }

  /** Those that wait for the first version, and are not paused. */
  get active(): number {
    return this.#waiting.filter(({ record }) => !record.paused).length;
  }

  /** Whether it is the id of a row here. */
  has(id: string): boolean {
    return this.#waiting.some((entry) => entry.id === id);
  }

  /** The ids of the row that the link has of its own, and of what stands for it. */
  async idsOf({ publisher }: Magnet | PublishedMagnet): Promise<string[]> {
    if (!publisher) return [];
    const id = await idOf(publisher, this.#host.ports);
    const { current = id } = this.#entries.get(id)?.record ?? {};
    return [id, current];
  }

  /**
   * Begins to follow, with the version that the link names, if it names one. Rejects with
   * InputError, and when it cannot be recorded.
   */
  async add(link: Magnet | PublishedMagnet, record: MagnetRecord): Promise<AddResult> {
    const { ports, add } = this.#host;
    const publisher = link.publisher!;
    if (!ports.signatures) {
      if (link.hashes) return add(record);
      const why = 'this browser cannot check who published it: that needs Chrome 137';
      throw new InputError('bad-magnet', why);
    }
    const id = await idOf(publisher, ports);
    const name = link.displayName ?? id;
    const known = this.#entries.get(id);
    if (known) {
      const { current = id } = known.record;
      return { id: current, name, known: { merged: 0, private: false } };
    }
    const named = link.hashes ? await add(record) : undefined;
    const entry = this.#open(id, publisher, {
      ...record,
      item: undefined,
      current: named?.id,
    });
    try {
      await this.#save(entry);
    } catch (error) {
      this.#forget(entry);
      throw error;
    }
    return named ?? { id, name };
  }

  /**
   * What is on record, after the torrents and links, but for those `left` alone; `report` hears
   * of what cannot be read.
   */
  async restore(
    left: (id: string) => boolean,
    report: (key: string, error: unknown) => void,
  ): Promise<void> {
    const { ports } = this.#host;
    if (!ports.signatures) return;
    for (const key of await ports.store.keys(PREFIX)) {
      if (left(key.slice(PREFIX.length))) continue;
      try {
        const bytes = await ports.store.get(key);
        if (!bytes) continue;
        const record = decodeFollowing(bytes, publisherOf);
        const { current, link } = record;
        // A crash came after the end of the torrent that stood for it.
        if (current && !this.#host.versions.idOf(current)) await ports.store.delete(key);
        else this.#open(key.slice(PREFIX.length), publisherOf(link), record);
      } catch (error) {
        report(key, error);
      }
    }
  }

  /** It is off the list, and followed no more. */
  async end(id: string): Promise<void> {
    await this.#end(this.#entries.get(id)!);
  }

  /** A torrent, or a link, was removed: whom it stood for is not followed any more. */
  async left(id: string): Promise<void> {
    for (const entry of this.#standing(id)) await this.#end(entry);
  }

  /** What stood for one was removed, and may come back: nothing newer replaces it. */
  rest(id: string): void {
    for (const { watch } of this.#standing(id)) watch.stop();
  }

  /** It is back. */
  goOn(id: string): void {
    for (const { watch } of this.#standing(id)) watch.start();
  }

  nameOf(id: string): string | undefined {
    const entry = this.#waiting.find((waiting) => waiting.id === id);
    return entry && nameOf(entry);
  }

  /** Off the list; what is on record of it stays. */
  takeOut(id: string): TakenOut {
    this.#forget(this.#entries.get(id)!);
    return { names: [id], ended: Promise.resolve() };
  }

  /** What was taken out. Rejects with InputError 'already-added', or when it cannot be read. */
  async putBack(id: string): Promise<void> {
    const bytes = await this.#host.ports.store.get(PREFIX + id);
    const record = decodeFollowing(bytes ?? new Uint8Array(), publisherOf);
    if (this.#entries.has(id)) throw alreadyAdded(id);
    this.#open(id, publisherOf(record.link), record);
  }

  /** What was taken out is on record no more, unless it was added again. */
  async forget(id: string): Promise<void> {
    if (!this.#entries.has(id)) await this.#host.ports.store.delete(PREFIX + id);
  }

  stop(): void {
    for (const { watch } of this.#entries.values()) watch.stop();
  }

  rows(embedded: FolderRef): BareRow[] {
    return this.#waiting.map(({ id, record }) => ({
      id,
      name: nameOf({ id, record }),
      status: record.paused ? 'paused' : 'metadata',
      ...NOTHING_YET,
      peers: 0,
      folder: record.folder,
      embedded: record.folder.id === embedded.id,
      trackerError: null,
      addedAt: record.addedAt,
      queuePosition: null,
    }));
  }

  /** Those that this torrent, or link, stands for. */
  #standing(id: string): Entry[] {
    return [...this.#entries.values()].filter(({ record }) => record.current === id);
  }

  get #waiting(): Entry[] {
    return [...this.#entries.values()].filter(({ record }) => !record.current);
  }

  #open(id: string, publisher: Publisher, record: FollowingRecord): Entry {
    const { ports, items } = this.#host;
    const watch = new PublisherWatch({
      ...ports,
      dht: items,
      publisher,
      known: record.item,
      published: (infoHash, item) => {
        entry.adding = entry.adding.then(() => this.#publish(entry, infoHash, item));
      },
    });
    const entry: Entry = { id, publisher, record, watch, adding: Promise.resolve() };
    this.#entries.set(id, entry);
    if (!record.paused || record.current) watch.start();
    return entry;
  }

  /** Never rejects. */
  async #publish(entry: Entry, infoHash: Uint8Array, item: DhtItem): Promise<void> {
    const { log } = this.#host.ports;
    if (this.#entries.get(entry.id) !== entry) return;
    try {
      const current = await this.#replace(entry, toHex(infoHash));
      if (this.#entries.get(entry.id) !== entry) return;
      entry.record = { ...entry.record, item, current };
      await this.#save(entry);
      log.write('info', 'session', `${entry.id} publishes ${current}`);
    } catch (error) {
      log.write('error', 'session', `cannot follow ${entry.id}: ${error}`);
    }
  }

  /** The id of what stands for the version from now on. */
  async #replace({ id: own, record }: Entry, name: string): Promise<string> {
    const { add, versions, ports, labels } = this.#host;
    const before = record.current;
    const known = versions.idOf(name);
    const paused = before !== undefined && versions.isPaused(before);
    const kept = labels.of(before ?? own);
    if (before !== undefined && before !== known) await versions.retire(before);
    const link = withField(record.link, 'xt', [`urn:btih:${name}`]);
    const { folder, pauseWhenKnown } = record;
    const addedAt = ports.clock.date();
    const version = { link, folder, paused, pauseWhenKnown, addedAt };
    const id = known ?? (await add(version)).id;
    await labels.give(id, kept);
    for (const gone of [own, before]) {
      if (gone !== undefined && !versions.idOf(gone)) await labels.forget(gone);
    }
    return id;
  }

  async #change(id: string, changes: Partial<MagnetRecord>): Promise<void> {
    const entry = this.#entries.get(id)!;
    entry.record = { ...entry.record, ...changes };
    if (entry.record.paused) entry.watch.stop();
    else entry.watch.start();
    await this.#save(entry);
  }

  async #end(entry: Entry): Promise<void> {
    this.#forget(entry);
    await this.#host.ports.store.delete(PREFIX + entry.id);
  }

  #forget(entry: Entry): void {
    entry.watch.stop();
    if (this.#entries.get(entry.id) === entry) this.#entries.delete(entry.id);
  }

  async #save({ id, record }: Entry): Promise<void> {
    await this.#host.ports.store.set(PREFIX + id, encodeFollowing(record));
  }
}

async function idOf(
  { key, salt }: Publisher,
  { hasher }: Pick<Ports, 'hasher'>,
): Promise<string> {
  return toHex(await mutableTarget(key, salt, hasher));
}

function nameOf({ id, record }: Pick<Entry, 'id' | 'record'>): string {
  return parseLink(record.link).displayName ?? id;
}

function publisherOf(link: string): Publisher {
  const { publisher } = parseLink(link);
  if (!publisher) throw new Error('it names no publisher');
  return publisher;
}
