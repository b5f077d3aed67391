import type { Answers, CommandKind, CommandOf } from '../../src/api/answers.ts';
import type {
  AddResult,
  AddSource,
  Command,
  CreatePlan,
  ExportedTorrent,
  IpFilterResult,
  KnownFolders,
} from '../../src/api/contract.ts';
import type { LogPart } from '../../src/api/log.ts';
import type { TorrentPeers } from '../../src/api/peers.ts';
import type { Settings } from '../../src/api/settings.ts';
import type {
  FilePlace,
  FilePriority,
  FolderRef,
  FreeSpace,
  TorrentDetails,
  TorrentOptions,
  TorrentPieces,
} from '../../src/api/snapshot.ts';
import type { SpeedHistory, SpeedSpan } from '../../src/api/speed.ts';
import type { Statistics } from '../../src/api/statistics.ts';
import type { TrackerStatus } from '../../src/api/trackers.ts';

/** Asks, and answers as the contract says. */
export type Requester = <Kind extends CommandKind>(
  command: CommandOf<Kind>,
) => Promise<Answers[Kind]>;

export type QueueMove = Extract<Command, { kind: 'move-in-queue' }>['to'];
export type WatchedRows = Omit<Extract<Command, { kind: 'watch' }>, 'kind'>;

/** Beside what is added. */
export type AddOptions = Pick<Command & { kind: 'add' }, 'pauseWhenKnown'>;

/** The commands of the contract, each with its answer. All reject with CommandFailure. */
export interface Commands {
  watch(rows: WatchedRows): Promise<void>;
  add(source: AddSource, options?: AddOptions): Promise<AddResult>;
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  /** For UNDO_TIME it can be restored. */
  remove(id: string, deleteData: boolean): Promise<void>;
  restoreRemoved(id: string): Promise<void>;
  /** Takes back at once what was only just added. */
  withdraw(id: string): Promise<void>;
  move(id: string, folder: FolderRef): Promise<void>;
  place(id: string, folder: FolderRef): Promise<void>;
  getFolders(): Promise<KnownFolders>;
  recheck(id: string): Promise<void>;
  moveInQueue(ids: readonly string[], to: QueueMove): Promise<void>;
  create(plan: CreatePlan): Promise<AddResult>;
  getDetails(id: string): Promise<TorrentDetails>;
  getPeers(id: string): Promise<TorrentPeers>;
  getPieces(id: string): Promise<TorrentPieces>;
  getTrackers(id: string): Promise<readonly TrackerStatus[]>;
  announce(id: string): Promise<void>;
  /** "host:port" of each. */
  addPeers(id: string, peers: readonly string[]): Promise<void>;
  exportTorrent(id: string): Promise<ExportedTorrent>;
  setTrackers(id: string, trackers: readonly (readonly string[])[]): Promise<void>;
  setWebSeeds(id: string, webSeeds: readonly string[]): Promise<void>;
  /** `files`: their indices. */
  setPriorities(
    id: string,
    files: readonly number[],
    priority: FilePriority,
  ): Promise<void>;
  /** Of a file or a folder of the torrent. */
  renameFile(id: string, path: readonly string[], name: string): Promise<void>;
  /** null: as the torrent file calls it. */
  setName(id: string, name: string | null): Promise<void>;
  locateFile(id: string, file: number): Promise<FilePlace>;
  /** null: where new downloads go. */
  getFreeSpace(folder: FolderRef | null): Promise<FreeSpace>;
  setOptions(id: string, changes: Partial<TorrentOptions>): Promise<void>;
  setLabels(
    ids: readonly string[],
    add: readonly string[],
    remove: readonly string[],
  ): Promise<void>;
  /** null: takes it off. */
  renameLabel(label: string, to: string | null): Promise<void>;
  /** null: none. */
  setIpFilter(base64: string | null): Promise<IpFilterResult>;
  /** null: all torrents together. */
  getSpeedHistory(id: string | null, span: SpeedSpan): Promise<SpeedHistory>;
  /** null: of all torrents, and the engine. */
  getLog(id: string | null, after: number): Promise<LogPart>;
  getStatistics(): Promise<Statistics>;
  resetStatistics(): Promise<Statistics>;
  getSettings(): Promise<Settings>;
  setSettings(changes: Partial<Settings>): Promise<Settings>;
}

export function createCommands(ask: Requester): Commands {
  return {
    watch: (rows) => ask({ kind: 'watch', ...rows }),
    add: (source, options) => ask({ kind: 'add', source, ...options }),
    pause: (id) => ask({ kind: 'pause', id }),
    resume: (id) => ask({ kind: 'resume', id }),
    remove: (id, deleteData) => ask({ kind: 'remove', id, deleteData, undo: true }),
    restoreRemoved: (id) => ask({ kind: 'restore-removed', id }),
    withdraw: (id) => ask({ kind: 'remove', id, deleteData: false }),
    move: (id, folder) => ask({ kind: 'move', id, folder }),
    place: (id, folder) => ask({ kind: 'place', id, folder }),
    getFolders: () => ask({ kind: 'get-folders' }),
    recheck: (id) => ask({ kind: 'recheck', id }),
    moveInQueue: (ids, to) => ask({ kind: 'move-in-queue', ids, to }),
    create: (plan) => ask({ kind: 'create', plan }),
    getDetails: (id) => ask({ kind: 'get-details', id }),
    getPeers: (id) => ask({ kind: 'get-peers', id }),
    getPieces: (id) => ask({ kind: 'get-pieces', id }),
    getTrackers: (id) => ask({ kind: 'get-trackers', id }),
    addPeers: (id, peers) => ask({ kind: 'add-peers', id, peers }),
    announce: (id) => ask({ kind: 'announce', id }),
    exportTorrent: (id) => ask({ kind: 'export-torrent', id }),
    setTrackers: (id, trackers) => ask({ kind: 'set-trackers', id, trackers }),
    setWebSeeds: (id, webSeeds) => ask({ kind: 'set-web-seeds', id, webSeeds }),
    setPriorities: (id, files, priority) =>
      ask({ kind: 'set-priorities', id, files, priority }),
    renameFile: (id, path, name) => ask({ kind: 'rename-file', id, path, name }),
    setName: (id, name) => ask({ kind: 'set-name', id, name }),
    locateFile: (id, file) => ask({ kind: 'locate-file', id, file }),
    getFreeSpace: (folder) => ask({ kind: 'get-free-space', folder }),
    setOptions: (id, changes) => ask({ kind: 'set-options', id, changes }),
    setLabels: (ids, add, remove) => ask({ kind: 'set-labels', ids, add, remove }),
    renameLabel: (label, to) => ask({ kind: 'rename-label', label, to }),
    setIpFilter: (base64) => ask({ kind: 'set-ip-filter', base64 }),
    getSpeedHistory: (id, span) => ask({ kind: 'get-speed-history', id, span }),
    getLog: (id, after) => ask({ kind: 'get-log', id, after }),
    getStatistics: () => ask({ kind: 'get-statistics' }),
    resetStatistics: () => ask({ kind: 'reset-statistics' }),
    getSettings: () => ask({ kind: 'get-settings' }),
    setSettings: (changes) => ask({ kind: 'set-settings', changes }),
  };
}
