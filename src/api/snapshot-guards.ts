import type { ErrorReport } from './contract.ts';
import {
  base64,
  figure,
  flag,
  type Guard,
  list,
  moment,
  nullable,
  object,
  oneOf,
  text,
} from './guard.ts';
import type {
  FileDetails,
  FolderRef,
  SeedingLimit,
  SessionStatus,
  TorrentDetails,
  TorrentOptions,
  TorrentPieces,
  TorrentRow,
} from './snapshot.ts';

// Guards of what src/api/snapshot.ts describes.

export const errorReport: Guard<ErrorReport> = object<ErrorReport>({
  fault: oneOf<ErrorReport['fault']>({
    peer: true,
    tracker: true,
    'web-seed': true,
    storage: true,
    network: true,
    input: true,
    internal: true,
  }),
  code: text,
  message: text,
});

export const folderRef: Guard<FolderRef> = object<FolderRef>({ id: text, name: text });

export const torrentRow: Guard<TorrentRow> = object<TorrentRow>({
  id: text,
  name: text,
  status: oneOf<TorrentRow['status']>({
    metadata: true,
    creating: true,
    queued: true,
    checking: true,
    downloading: true,
    seeding: true,
    moving: true,
    paused: true,
    error: true,
  }),
  error: nullable(errorReport),
  size: figure,
  done: figure,
  progress: figure,
  downRate: figure,
  upRate: figure,
  downloaded: figure,
  uploaded: figure,
  peers: figure,
  seeds: figure,
  eta: nullable(figure),
  fileCount: figure,
  folder: folderRef,
  embedded: flag,
  trackerError: nullable(errorReport),
  addedAt: moment,
  completedAt: nullable(figure),
  queuePosition: nullable(figure),
  labels: list(text),
  trackers: list(text),
});

export const sessionStatus: Guard<SessionStatus> = object<SessionStatus>({
  downRate: figure,
  upRate: figure,
  progress: nullable(figure),
  listenPort: nullable(figure),
  reached: flag,
  listenError: nullable(errorReport),
  active: figure,
  alternativeLimits: flag,
  transport: text,
  dht: object<SessionStatus['dht']>({
    state: oneOf({ off: true, starting: true, on: true, unavailable: true }),
    error: nullable(errorReport),
    nodes: figure,
    networkSize: figure,
    externalAddresses: list(text),
    readOnly: flag,
    downRate: figure,
    upRate: figure,
  }),
  lsd: object<SessionStatus['lsd']>({
    state: oneOf({ off: true, joining: true, on: true, unavailable: true }),
    error: nullable(errorReport),
  }),
});

const torrentOptions = object<TorrentOptions>({
  downLimit: figure,
  upLimit: figure,
  sequential: flag,
  superSeeding: flag,
  forced: flag,
  seeding: nullable(
    object<SeedingLimit>({
      ratio: nullable(figure),
      time: nullable(figure),
      idle: nullable(figure),
    }),
  ),
});

const fileDetails = object<FileDetails>({
  index: figure,
  path: list(text),
  size: figure,
  offset: figure,
  priority: oneOf({ skip: true, low: true, normal: true, high: true }),
});

export const torrentDetails: Guard<TorrentDetails> = object<TorrentDetails>({
  id: text,
  name: text,
  version: oneOf({ v1: true, v2: true, hybrid: true }),
  infoHashV1: nullable(text),
  infoHashV2: nullable(text),
  private: flag,
  pieceLength: figure,
  pieceCount: figure,
  files: list(fileDetails),
  options: torrentOptions,
  trackers: list(list(text)),
  webSeeds: list(text),
  comment: nullable(text),
  createdBy: nullable(text),
  creationDate: nullable(moment),
  magnet: text,
});

export const torrentPieces: Guard<TorrentPieces> = object<TorrentPieces>({
  have: base64,
  availability: nullable(base64),
  copies: nullable(figure),
});
