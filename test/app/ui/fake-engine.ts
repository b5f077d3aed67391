import {
  type Alert,
  CONTRACT_VERSION,
  type Command,
  type CreatePlan,
  type ErrorReport,
  type KnownTorrent,
  type Message,
  type Request,
} from '../../../src/api/contract.ts';
import type { LogEntry } from '../../../src/api/log.ts';
import type { TorrentPeers } from '../../../src/api/peers.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/api/settings.ts';
import type {
  FileDetails,
  FilePlace,
  FolderRef,
  SessionStatus,
  TorrentDetails,
  TorrentRow,
} from '../../../src/api/snapshot.ts';
import type { TrackerStatus } from '../../../src/api/trackers.ts';
import type { Port, PortSink } from '../../../ui/client/window-host.ts';
import { makeDetails } from './make-details.ts';
import { makePieces } from './make-pieces.ts';
import {
  MAKE_STATISTICS,
  makeLogPart,
  makeSpeed,
  NO_STATISTICS,
} from './make-records.ts';
import { makeRow } from './make-row.ts';

export interface Scenario {
  /** Bytes; without, nothing tells. */
  readonly free?: number;
  readonly rows: readonly TorrentRow[];
  /** Of every torrent in it. */
  readonly details?: Partial<TorrentDetails>;
  readonly settings?: Partial<Settings>;
  readonly status?: Partial<SessionStatus>;
  /** Of every torrent in it. */
  readonly peers?: TorrentPeers;
  readonly trackers?: readonly TrackerStatus[];
  readonly log?: readonly LogEntry[];
}

/**
 * An engine that speaks the contract and downloads nothing: it holds rows, changes them as
 * commands say, and tells its one client. No clock: what happens, happens by a call.
 */
export class FakeEngine {
  readonly commands: Command[] = [];
  /** What the log holds by now. */
  readonly log: LogEntry[];
  #statistics = MAKE_STATISTICS;
  /** When set, the next command other than hello, subscribe and watch fails with it. */
  nextFailure: ErrorReport | undefined;
  /** While false, a line closes as soon as it is opened. */
  reachable = true;
  version = CONTRACT_VERSION;
  /** What adding what is there already brings it. */
  known: KnownTorrent = { merged: 0, private: false };
  #added = 1000;
  readonly #rows: Map<string, TorrentRow>;
  readonly #free: number | null;
  readonly #removed = new Map<string, TorrentRow>();
  #status: SessionStatus;
  #details: Partial<TorrentDetails>;
  #peers: TorrentPeers;
  #trackers: readonly TrackerStatus[];
  #settings: Settings;
  #sink: PortSink | undefined;
  #subscribed = false;

  constructor(scenario: Scenario) {
    this.log = [...(scenario.log ?? [])];
    this.#free = scenario.free ?? null;
    this.#rows = new Map(scenario.rows.map((row) => [row.id, row]));
    // What is added begins at once, where a test means something else.
    const settings = { ...DEFAULT_SETTINGS, askWhenAdding: false };
    this.#settings = { ...settings, ...scenario.settings };
    this.#details = scenario.details ?? {};
    this.#peers = scenario.peers ?? { peers: [], known: NONE_KNOWN };
    this.#trackers = scenario.trackers ?? [];
    this.#status = { ...IDLE, ...scenario.status };
  }

  connect(sink: PortSink): Port {
    this.#sink = sink;
    this.#subscribed = false;
    if (!this.reachable) queueMicrotask(() => sink.closed());
    return {
      send: (request) => queueMicrotask(() => this.#answer(sink, request)),
      close: () => this.#forget(sink),
    };
  }

  /** As when the background page goes away. */
  disconnect(): void {
    const sink = this.#sink;
    this.#sink = undefined;
    sink?.closed();
  }

  alert(alert: Alert): void {
    this.#send({ kind: 'event', event: { kind: 'alert', alert } });
  }

  /** Changes one row and tells. */
  change(id: string, changes: Partial<TorrentRow>): void {
    this.#put({ ...this.#row(id), ...changes });
  }

  idOf(name: string): string {
    const row = [...this.#rows.values()].find((one) => one.name === name);
    if (!row) throw new Error(`No row of ${name}`);
    return row.id;
  }

  /** The link has found its files. */
  found(id: string): void {
    this.change(id, { status: 'paused', size: 1_240_000_000, fileCount: 3 });
  }

  setStatus(changes: Partial<SessionStatus>): void {
    this.#status = { ...this.#status, ...changes };
    this.#update([], []);
  }

  setPeers(peers: TorrentPeers): void {
    this.#peers = peers;
  }

  /** As when another window removes it. */
  remove(id: string): void {
    this.#rows.delete(id);
    this.#update([], [id]);
  }

  /** The torrent that is being made is made: its own row takes the other's place. */
  finish(creating: string, id: string): void {
    const row = this.#row(creating);
    const made = { ...row, id, status: 'seeding', progress: 0, done: row.size } as const;
    this.#rows.delete(creating);
    this.#rows.set(id, made);
    this.#update([made], [creating]);
  }

  #row(id: string): TorrentRow {
    const row = this.#rows.get(id);
    if (!row) throw new Error(`No row ${id}`);
    return row;
  }

  #forget(sink: PortSink): void {
    if (this.#sink === sink) this.#sink = undefined;
  }

  #answer(sink: PortSink, { id, command }: Request): void {
    if (this.#sink !== sink) return;
    this.commands.push(command);
    const error = this.#failureOf(command);
    if (error) return this.#send({ kind: 'failure', id, error });
    this.#send({ kind: 'reply', id, result: this.#execute(command) ?? null });
  }

  #failureOf(command: Command): ErrorReport | undefined {
    if (['hello', 'subscribe', 'watch'].includes(command.kind)) return undefined;
    if (command.kind === 'get-settings' || command.kind === 'get-folders')
      return undefined;
    const unknown = command.kind === 'get-details' && this.#unknownOf(command.id);
    if (unknown) return unknown;
    const failure = this.nextFailure;
    this.nextFailure = undefined;
    return failure;
  }

  #unknownOf(id: string): ErrorReport | undefined {
    const row = this.#rows.get(id);
    const code = row ? 'no-metadata' : 'no-such-torrent';
    const known = row && row.status !== 'metadata';
    return known ? undefined : { fault: 'input', code, message: code };
  }

  /** Newest first, each once, without the one inside Chrome. */
  #folders(): FolderRef[] {
    const rows = [...this.#rows.values()].sort((a, b) => b.addedAt - a.addedAt);
    const folders = rows.filter((row) => !row.embedded).map(({ folder }) => folder);
    return [...new Map(folders.map((folder) => [folder.id, folder])).values()];
  }

  #execute(command: Command): unknown {
    switch (command.kind) {
      case 'hello':
        return { version: this.version, host: 'fake' };
      case 'subscribe':
        this.#subscribed = true;
        return this.#update([...this.#rows.values()], []);
      case 'watch':
        return undefined;
      case 'add':
        return this.#add(command);
      case 'pause':
        return this.change(command.id, PAUSED);
      case 'resume':
        return this.change(command.id, { status: 'downloading', error: null });
      case 'remove':
        return this.#remove(command);
      case 'restore-removed':
        return this.#putBack(command.id);
      case 'move':
        return this.change(command.id, {
          status: 'moving',
          progress: 0.25,
          folder: command.folder,
          embedded: false,
        });
      case 'place':
        return this.change(command.id, { folder: command.folder });
      case 'get-folders':
        return { embedded: EMBEDDED, recent: this.#folders() };
      case 'recheck':
        return this.change(command.id, { status: 'checking', progress: 0.5 });
      case 'create':
        return this.#create(command.plan);
      case 'get-details':
        return this.#detailsOf(command.id);
      case 'get-pieces':
        return makePieces(this.#row(command.id), this.#detailsOf(command.id).pieceCount);
      case 'get-peers':
        return this.#peers;
      case 'get-trackers':
        return this.#trackers;
      case 'export-torrent':
        return { fileName: `${this.#row(command.id).name}.torrent`, base64: 'ZGU=' };
      case 'set-priorities':
        return this.#prioritise(command);
      case 'rename-file':
        return this.#renameFile(command);
      case 'set-name':
        return this.change(command.id, { name: command.name ?? 'As it came' });
      case 'locate-file':
        return this.#locate(command);
      case 'get-free-space':
        return { free: this.#free };
      case 'set-trackers':
        this.#trackers = this.#trackers.filter(({ url }) =>
          command.trackers.flat().includes(url),
        );
        return undefined;
      case 'set-labels':
        return this.#label(command);
      case 'rename-label':
        return this.#rename(command);
      case 'add-peers':
      case 'announce':
      case 'set-web-seeds':
      case 'set-options':
      case 'move-in-queue':
        return undefined;
      case 'set-ip-filter':
        return { ranges: 0, skipped: 0 };
      case 'get-speed-history':
        return makeSpeed(command.span, command.id === null);
      case 'get-log':
        return makeLogPart(this.log, command.id, command.after);
      case 'get-statistics':
        return this.#statistics;
      case 'reset-statistics':
        this.#statistics = NO_STATISTICS;
        return this.#statistics;
      case 'get-settings':
        return this.#settings;
      case 'set-settings':
        this.#settings = { ...this.#settings, ...command.changes };
        this.setStatus({ alternativeLimits: this.#settings.alternative === 'on' });
        return this.#settings;
      default:
        return command satisfies never;
    }
  }

  #remove({ id, undo }: Extract<Command, { kind: 'remove' }>): void {
    if (undo) this.#removed.set(id, this.#row(id));
    this.#rows.delete(id);
    this.#update([], [id]);
  }

  #putBack(id: string): void {
    const row = this.#removed.get(id);
    if (!row) throw new Error('no such torrent');
    this.#rows.set(id, row);
    this.#update([row], []);
  }

  #renameFile({ id, path, name }: Extract<Command, { kind: 'rename-file' }>): void {
    const at = path.length - 1;
    const files = this.#detailsOf(id).files.map((file): FileDetails => {
      const isIt = path.every((element, depth) => file.path[depth] === element);
      return isIt ? { ...file, path: file.path.with(at, name) } : file;
    });
    this.#details = { ...this.#details, files };
  }

  #locate({ id, file }: Extract<Command, { kind: 'locate-file' }>): FilePlace {
    const { path, size } = this.#detailsOf(id).files.find(({ index }) => index === file)!;
    return { folder: this.#row(id).folder, path, size };
  }

  #detailsOf(id: string): TorrentDetails {
    return makeDetails(this.#row(id), this.#details);
  }

  #prioritise({ id, files, priority }: Extract<Command, { kind: 'set-priorities' }>) {
    const set = new Set(files);
    const changed = this.#detailsOf(id).files.map(
      (file): FileDetails => (set.has(file.index) ? { ...file, priority } : file),
    );
    this.#details = { ...this.#details, files: changed };
  }

  #add(command: Extract<Command, { kind: 'add' }>) {
    const { source, pauseWhenKnown } = command;
    const name = source.kind === 'link' ? nameOf(source.text) : 'From a file';
    const known = [...this.#rows.values()].find((row) => row.name === name);
    if (known) return { id: known.id, name, known: this.known };
    const folder = this.#settings.defaultFolder;
    const row = makeRow(++this.#added, {
      ...(pauseWhenKnown ? PAUSED : {}),
      ...(pauseWhenKnown && source.kind === 'link' ? LOOKING : {}),
      name,
      addedAt: Date.UTC(2026, 0, 2) + this.#rows.size,
      embedded: folder === null,
      labels: command.labels ?? [],
      folder: folder ?? EMBEDDED,
    });
    this.#put(row);
    return { id: row.id, name };
  }

  #label({ ids, add, remove }: Extract<Command, { kind: 'set-labels' }>): void {
    for (const id of ids) {
      const kept = this.#row(id).labels.filter((label) => !remove.includes(label));
      this.change(id, { labels: [...new Set([...kept, ...add])] });
    }
  }

  #rename({ label, to }: Extract<Command, { kind: 'rename-label' }>): void {
    for (const { id, labels } of [...this.#rows.values()]) {
      const heir = labels.flatMap((one) => (one === label ? (to ?? []) : one));
      this.change(id, { labels: [...new Set(heir)] });
    }
  }

  #create(plan: CreatePlan) {
    const name = plan.name ?? plan.path.at(-1) ?? plan.folder.name;
    const row = makeRow(this.#rows.size + 1, {
      ...PAUSED,
      name,
      status: 'creating',
      done: 0,
      addedAt: Date.UTC(2026, 0, 2) + this.#rows.size,
    });
    this.#put(row);
    return { id: row.id, name };
  }

  #put(row: TorrentRow): void {
    this.#rows.set(row.id, row);
    this.#update([row], []);
  }

  #update(changed: readonly TorrentRow[], removed: readonly string[]): void {
    const status = this.#status;
    const event = { kind: 'update', status, changed, removed } as const;
    if (this.#subscribed) this.#send({ kind: 'event', event });
  }

  #send(message: Message): void {
    this.#sink?.message(message);
  }
}

export const IDLE: SessionStatus = {
  downRate: 0,
  upRate: 0,
  progress: null,
  listenPort: 6881,
  reached: false,
  listenError: null,
  active: 0,
  alternativeLimits: false,
  dht: {
    state: 'off',
    error: null,
    nodes: 0,
    networkSize: 0,
    externalAddresses: [],
    readOnly: false,
    downRate: 0,
    upRate: 0,
  },
  lsd: { state: 'on', error: null },
  transport: 'direct-sockets',
};

export const NONE_KNOWN: TorrentPeers['known'] = {
  tracker: 0,
  incoming: 0,
  magnet: 0,
  manual: 0,
  dht: 0,
  pex: 0,
  lsd: 0,
};

const EMBEDDED: FolderRef = { id: 'embedded', name: 'Downloads' };

/** For its files. */
const LOOKING: Partial<TorrentRow> = {
  status: 'metadata',
  size: 0,
  done: 0,
  fileCount: 0,
};

const PAUSED: Partial<TorrentRow> = {
  status: 'paused',
  downRate: 0,
  upRate: 0,
  peers: 0,
  eta: null,
};

function nameOf(link: string): string {
  return new URL(link).searchParams.get('dn') ?? link;
}
