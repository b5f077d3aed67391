import type {
  AddResult,
  AddSource,
  Command,
  CreatePlan,
  ExportedTorrent,
} from '../../src/api/contract.ts';
import type { TorrentPeers } from '../../src/api/peers.ts';
import type { Settings } from '../../src/api/settings.ts';
import type { FolderRef, TorrentDetails } from '../../src/api/snapshot.ts';

export type Requester = (command: Command, signal?: AbortSignal) => Promise<unknown>;

/** The commands of the contract, each with its answer. All reject with CommandFailure. */
export interface Commands {
  add(source: AddSource): Promise<AddResult>;
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  remove(id: string, deleteData: boolean): Promise<void>;
  move(id: string, folder: FolderRef): Promise<void>;
  create(plan: CreatePlan): Promise<AddResult>;
  getDetails(id: string): Promise<TorrentDetails>;
  getPeers(id: string): Promise<TorrentPeers>;
  exportTorrent(id: string): Promise<ExportedTorrent>;
  setTrackers(id: string, trackers: readonly (readonly string[])[]): Promise<void>;
  setWebSeeds(id: string, webSeeds: readonly string[]): Promise<void>;
  getSettings(): Promise<Settings>;
  setSettings(changes: Partial<Settings>): Promise<Settings>;
}

export function createCommands(request: Requester): Commands {
  const ask = async <Result>(command: Command) => (await request(command)) as Result;
  return {
    add: (source) => ask({ kind: 'add', source }),
    pause: (id) => ask({ kind: 'pause', id }),
    resume: (id) => ask({ kind: 'resume', id }),
    remove: (id, deleteData) => ask({ kind: 'remove', id, deleteData }),
    move: (id, folder) => ask({ kind: 'move', id, folder }),
    create: (plan) => ask({ kind: 'create', plan }),
    getDetails: (id) => ask({ kind: 'get-details', id }),
    getPeers: (id) => ask({ kind: 'get-peers', id }),
    exportTorrent: (id) => ask({ kind: 'export-torrent', id }),
    setTrackers: (id, trackers) => ask({ kind: 'set-trackers', id, trackers }),
    setWebSeeds: (id, webSeeds) => ask({ kind: 'set-web-seeds', id, webSeeds }),
    getSettings: () => ask({ kind: 'get-settings' }),
    setSettings: (changes) => ask({ kind: 'set-settings', changes }),
  };
}
