import type { AddResult, CreatePlan } from '../api/contract.ts';
import { IGNORED } from '../api/ignored.ts';
import { toHex } from '../bytes/hex.ts';
import { checkOrder, makeTorrent, type TorrentOrder } from '../create/make-torrent.ts';
import { InputError } from '../errors/input-error.ts';
import { RillError } from '../errors/rill-error.ts';
import { StorageError } from '../errors/storage-error.ts';
import { safeElement } from '../metainfo/safe-element.ts';
import type { FolderRef } from '../ports/folders.ts';
import type { Ports } from '../ports/ports.ts';
import { type BareRow, reportError } from './torrent-row.ts';

/** Made or waiting. */
const MOST = 20;

/** A torrent that is being made, or could not be. */
export interface Creation {
  /** 40 hex digits, of no torrent. */
  readonly id: string;
  readonly plan: CreatePlan;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
}

interface Entry extends Creation {
  readonly aborter: AbortController;
  /** Milliseconds, of the clock that never jumps; undefined while it waits for its turn. */
  begunAt: number | undefined;
  /** Bytes hashed. */
  done: number;
  size: number;
  fileCount: number;
  error: RillError | undefined;
  /** Once nothing of it is in use; never rejects. */
  ended: Promise<void>;
}

/** Opens the torrent; the creation is over once this resolves. */
type Made = (creation: Creation, file: Uint8Array) => Promise<void>;

/**
 * The torrents being made, one after another: together they would wait for each other's disk,
 * and each has buffers of its own, of long pieces 256 MB. They are not on record: what the engine's end interrupts is begun
 * anew by whoever wants it.
 */
export class Creations {
  readonly #ports: Ports;
  readonly #made: Made;
  readonly #entries = new Map<string, Entry>();
  #isMaking = false;

  constructor(ports: Ports, made: Made) {
    this.#ports = ports;
    this.#made = made;
  }

  /** How many are being made. */
  get active(): number {
    return [...this.#entries.values()].filter(({ error }) => !error).length;
  }

  has(id: string): boolean {
    return this.#entries.has(id);
  }

  /** Begins. Throws InputError for a plan that nothing can come of. */
  add(plan: CreatePlan): AddResult {
    const name = nameOf(plan);
    checkOrder(plan);
    if (this.active >= MOST) {
      throw new InputError('bad-command', `${MOST} torrents are being made already`);
    }
    const { clock, random } = this.#ports;
    const entry: Entry = {
      id: toHex(random.bytes(20)),
      plan,
      name,
      addedAt: clock.date(),
      begunAt: undefined,
      aborter: new AbortController(),
      done: 0,
      size: 0,
      fileCount: 0,
      error: undefined,
      ended: Promise.resolve(),
    };
    this.#entries.set(entry.id, entry);
    this.#makeNext();
    return { id: entry.id, name };
  }

  /** Cancels it, or forgets what became of it. */
  async remove(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    this.#entries.delete(id);
    entry?.aborter.abort();
    await entry?.ended;
  }

  /** Resolves once every folder is closed. */
  async stop(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((id) => this.remove(id)));
  }

  rows(embedded: FolderRef): BareRow[] {
    const now = this.#ports.clock.now();
    return [...this.#entries.values()].map((entry) => creationRow(entry, embedded, now));
  }

  #makeNext(): void {
    if (this.#isMaking) return;
    const waiting = ({ begunAt }: Entry) => begunAt === undefined;
    const next = [...this.#entries.values()].find(waiting);
    if (!next) return;
    this.#isMaking = true;
    next.begunAt = this.#ports.clock.now();
    next.ended = this.#run(next).finally(() => {
      this.#isMaking = false;
      this.#makeNext();
    });
  }

  async #run(entry: Entry): Promise<void> {
    try {
      const file = await this.#make(entry);
      await this.#made(entry, file);
      this.#entries.delete(entry.id);
    } catch (error) {
      if (entry.aborter.signal.aborted) return;
      this.#ports.log.write('error', 'create', `${entry.name}: ${error}`);
      entry.error =
        error instanceof RillError
          ? error
          : new StorageError('io', `${error}`, { cause: error });
    }
  }

  async #make(entry: Entry): Promise<Uint8Array> {
    const { plan, name, addedAt, aborter } = entry;
    const folder = await this.#ports.folders.open(plan.folder);
    try {
      const order: TorrentOrder = { ...plan, name, ignore: plan.ignore ?? IGNORED };
      return await makeTorrent(order, {
        folder,
        hasher: this.#ports.hasher,
        now: addedAt,
        progress: (done, size, fileCount) => {
          Object.assign(entry, { done, size, fileCount });
        },
        signal: aborter.signal,
      });
    } finally {
      await folder.close().catch(() => {});
    }
  }
}

/**
 * What is shared out of a folder keeps its name there; a folder as a whole may be called
 * anything. Throws InputError 'bad-command', or 'unusable-name' for a name that was given.
 */
function nameOf({ path, name, folder }: CreatePlan): string {
  const [first, ...rest] = path;
  if (rest.length > 0) {
    throw new InputError('bad-command', 'only what lies directly in a folder is shared');
  }
  if (first !== undefined) return first;
  if (name === undefined) return safeElement(folder.name);
  const safe = safeElement(name);
  if (safe === name) return name;
  throw new InputError('unusable-name', `"${name}" would have to be "${safe}"`);
}

function creationRow(entry: Entry, embedded: FolderRef, now: number): BareRow {
  const { id, name, plan, error, done, size, fileCount, addedAt, begunAt } = entry;
  const rate = done / Math.max(now - (begunAt ?? now), 1);
  return {
    id,
    name,
    status: 'creating',
    error: error ? reportError(error) : null,
    size,
    done: 0,
    progress: size === 0 ? 0 : done / size,
    downRate: 0,
    upRate: 0,
    downloaded: 0,
    uploaded: 0,
    peers: 0,
    seeds: 0,
    eta: error || done === 0 ? null : Math.ceil((size - done) / rate / 1000),
    fileCount,
    folder: plan.folder,
    embedded: plan.folder.id === embedded.id,
    trackerError: null,
    addedAt,
    completedAt: null,
    queuePosition: null,
  };
}
