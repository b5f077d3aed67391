import type {
  AddResult,
  Command,
  ExportedTorrent,
  HelloResult,
  IpFilterResult,
  KnownFolders,
} from './contract.ts';
import type { LogPart } from './log.ts';
import type { TorrentPeers } from './peers.ts';
import type { Settings } from './settings.ts';
import type { FilePlace, FreeSpace, TorrentDetails, TorrentPieces } from './snapshot.ts';
import type { SpeedHistory } from './speed.ts';
import type { Statistics } from './statistics.ts';
import type { TrackerStatus } from './trackers.ts';

/** null on the wire. */
// biome-ignore lint/suspicious/noConfusingVoidType: it is what handlers and clients return.
export type Nothing = void;

/** What each command is answered with. */
export interface Answers {
  readonly hello: HelloResult;
  readonly subscribe: Nothing;
  readonly watch: Nothing;
  readonly add: AddResult;
  readonly pause: Nothing;
  readonly resume: Nothing;
  readonly remove: Nothing;
  readonly 'restore-removed': Nothing;
  readonly 'add-peers': Nothing;
  readonly move: Nothing;
  readonly place: Nothing;
  readonly 'get-folders': KnownFolders;
  readonly recheck: Nothing;
  readonly create: AddResult;
  readonly 'get-details': TorrentDetails;
  readonly 'get-trackers': readonly TrackerStatus[];
  readonly announce: Nothing;
  readonly 'get-pieces': TorrentPieces;
  readonly 'get-peers': TorrentPeers;
  readonly 'export-torrent': ExportedTorrent;
  readonly 'set-trackers': Nothing;
  readonly 'set-web-seeds': Nothing;
  readonly 'rename-file': Nothing;
  readonly 'set-name': Nothing;
  readonly 'locate-file': FilePlace;
  readonly 'get-free-space': FreeSpace;
  readonly 'set-priorities': Nothing;
  readonly 'set-options': Nothing;
  readonly 'set-ip-filter': IpFilterResult;
  readonly 'move-in-queue': Nothing;
  readonly 'set-labels': Nothing;
  readonly 'rename-label': Nothing;
  readonly 'get-speed-history': SpeedHistory;
  readonly 'get-log': LogPart;
  readonly 'get-statistics': Statistics;
  readonly 'reset-statistics': Statistics;
  readonly 'get-settings': Settings;
  readonly 'set-settings': Settings;
}

export type CommandKind = Command['kind'];

/** The command of a kind: what takes it knows what it is answered with. */
export type CommandOf<Kind extends CommandKind> = Command & { readonly kind: Kind };

/** What becomes of the commands of those kinds, each with its own answer. */
export type Handlers<Kinds extends CommandKind> = {
  readonly [Kind in Kinds]: (
    command: CommandOf<Kind>,
  ) => Answers[Kind] | Promise<Answers[Kind]>;
};
