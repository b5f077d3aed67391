import type { Answers, CommandKind } from './answers.ts';
import type {
  AddResult,
  ExportedTorrent,
  HelloResult,
  IpFilterResult,
  KnownFolders,
  KnownTorrent,
} from './contract.ts';
import {
  base64,
  figure,
  flag,
  type Guard,
  list,
  nothing,
  nullable,
  object,
  optional,
  text,
} from './guard.ts';
import {
  logPart,
  speedHistory,
  statistics,
  torrentPeers,
  trackerStatus,
} from './record-guards.ts';
import { allSettings } from './settings-guard.ts';
import type { FilePlace, FreeSpace } from './snapshot.ts';
import { folderRef, torrentDetails, torrentPieces } from './snapshot-guards.ts';

const added = object<AddResult>({
  id: text,
  name: text,
  known: optional(object<KnownTorrent>({ merged: figure, private: flag })),
});

const ANSWERS: { readonly [Kind in CommandKind]: Guard<Answers[Kind]> } = {
  hello: object<HelloResult>({ version: figure, host: text }),
  subscribe: nothing,
  watch: nothing,
  add: added,
  pause: nothing,
  resume: nothing,
  remove: nothing,
  'restore-removed': nothing,
  'add-peers': nothing,
  move: nothing,
  place: nothing,
  'get-folders': object<KnownFolders>({ embedded: folderRef, recent: list(folderRef) }),
  recheck: nothing,
  create: added,
  'get-details': torrentDetails,
  'get-trackers': list(trackerStatus),
  announce: nothing,
  'get-pieces': torrentPieces,
  'get-peers': torrentPeers,
  'export-torrent': object<ExportedTorrent>({ fileName: text, base64 }),
  'set-trackers': nothing,
  'set-web-seeds': nothing,
  'rename-file': nothing,
  'set-name': nothing,
  'locate-file': object<FilePlace>({ folder: folderRef, path: list(text), size: figure }),
  'get-free-space': object<FreeSpace>({ free: nullable(figure) }),
  'set-priorities': nothing,
  'set-options': nothing,
  'set-ip-filter': object<IpFilterResult>({ ranges: figure, skipped: figure }),
  'move-in-queue': nothing,
  'set-labels': nothing,
  'rename-label': nothing,
  'get-speed-history': speedHistory,
  'get-log': logPart,
  'get-statistics': statistics,
  'reset-statistics': statistics,
  'get-settings': allSettings,
  'set-settings': allSettings,
};

/** Whether a command of that kind may be answered so. */
export function isAnswer<Kind extends CommandKind>(
  kind: Kind,
  result: unknown,
): result is Answers[Kind] {
  return ANSWERS[kind](result);
}
