import {
  either,
  figure,
  flag,
  type Guard,
  list,
  moment,
  nullable,
  object,
  oneOf,
  record,
  text,
} from './guard.ts';
import type { LogCode, LogEntry, LogPart } from './log.ts';
import type { PeerDetails, PeerFlags, PeerSource, TorrentPeers } from './peers.ts';
import { errorReport } from './snapshot-guards.ts';
import type { SpeedHistory } from './speed.ts';
import type { Statistics, Totals } from './statistics.ts';
import type { TrackerStatus } from './trackers.ts';

// Guards of peers and trackers, and of what was: speed, the log, statistics.

const peerFlags = object<PeerFlags>({
  amInterested: flag,
  choking: flag,
  interested: flag,
  amChoking: flag,
  snubbed: flag,
  optimistic: flag,
  seed: flag,
  v2: flag,
  fast: flag,
  local: flag,
});

const peerDetails = object<PeerDetails>({
  address: text,
  client: nullable(text),
  source: oneOf({
    tracker: true,
    incoming: true,
    magnet: true,
    manual: true,
    dht: true,
    pex: true,
    lsd: true,
  }),
  direction: oneOf({ outgoing: true, incoming: true }),
  downRate: figure,
  upRate: figure,
  downloaded: figure,
  uploaded: figure,
  progress: figure,
  connected: figure,
  flags: peerFlags,
});

export const torrentPeers: Guard<TorrentPeers> = object<TorrentPeers>({
  peers: list(peerDetails),
  known: object<Readonly<Record<PeerSource, number>>>({
    tracker: figure,
    incoming: figure,
    magnet: figure,
    manual: figure,
    dht: figure,
    pex: figure,
    lsd: figure,
  }),
});

export const trackerStatus: Guard<TrackerStatus> = object<TrackerStatus>({
  url: text,
  tier: figure,
  swarm: oneOf({ v1: true, v2: true }),
  family: nullable(oneOf({ ipv4: true, ipv6: true })),
  state: oneOf({ idle: true, asking: true, working: true, failing: true }),
  lastAnswer: nullable(moment),
  nextAnnounce: nullable(moment),
  seeds: nullable(figure),
  leechers: nullable(figure),
  completed: nullable(figure),
  peers: nullable(figure),
  warning: nullable(text),
  error: nullable(errorReport),
});

export const speedHistory: Guard<SpeedHistory> = object<SpeedHistory>({
  step: figure,
  end: moment,
  last: figure,
  down: list(figure),
  up: list(figure),
  overhead: nullable(
    object<NonNullable<SpeedHistory['overhead']>>({
      down: list(figure),
      up: list(figure),
    }),
  ),
});

/** Any: who has no words for it shows `message`. */
const logCode = text as Guard<LogCode>;

export const logPart: Guard<LogPart> = object<LogPart>({
  entries: list(
    object<LogEntry>({
      number: figure,
      time: moment,
      level: oneOf({ info: true, warning: true, error: true }),
      id: nullable(text),
      name: text,
      code: logCode,
      values: record(either(text, figure)),
      error: nullable(errorReport),
      message: text,
    }),
  ),
  last: figure,
});

const totals = object<Totals>({
  downloaded: figure,
  uploaded: figure,
  overheadDown: figure,
  overheadUp: figure,
  wrong: figure,
  duplicate: figure,
  time: figure,
  added: figure,
  completed: figure,
  mostPeers: figure,
});

export const statistics: Guard<Statistics> = object<Statistics>({
  session: totals,
  allTime: totals,
  since: moment,
  starts: figure,
});
