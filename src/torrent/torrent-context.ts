import type { Endpoint } from '../bytes/endpoint.ts';
import type { RillError } from '../errors/rill-error.ts';
import type { PeerBudget } from '../peer/peer-budget.ts';
import type { Ports } from '../ports/ports.ts';
import type { BufferPool } from '../storage/buffer-pool.ts';
import type { ReadCache } from '../storage/read-cache.ts';
import type { ResumeData } from '../storage/resume-data.ts';
import type { Reach } from '../tracker/choose-trackers.ts';
import type { TrackerClient } from '../tracker/tracker-client.ts';
import type { Connections } from '../webseed/web-seed-host.ts';
import type { Dht } from './dht.ts';
import type { Torrent } from './torrent.ts';
import type { TorrentEvent } from './torrent-event.ts';
import type { SessionLimits } from './torrent-limits.ts';
import type { PeerFault } from './web-sources.ts';

/** Who else in the local network has a torrent. */
export interface LocalSearch {
  /** Announces it from now on, and tells of peers; the answer ends it. */
  add(infoHash: Uint8Array, found: (peer: Endpoint) => void): () => void;
}

/** What a torrent needs of its session. */
export interface TorrentContext {
  readonly ports: Ports;
  readonly pool: BufferPool;
  readonly cache: ReadCache;
  readonly trackers: TrackerClient;
  readonly userAgent: string;
  /** To web seeds, of all torrents together. */
  readonly webSeedConnections: Connections;
  /** 20 bytes. */
  readonly peerId: Uint8Array;
  /** Tells trackers that we are the same when our address is another; 32 bits. */
  readonly trackerKey: number;
  /** The connections of all torrents together. */
  readonly peerBudget: PeerBudget;
  readonly dht: Dht;
  /** undefined while the session does not listen. */
  listenPort(): number | undefined;
  /** Of how many trackers, where a torrent has several. */
  announceTo(): Reach;
  /** What all torrents together may send and get. */
  readonly limits: SessionLimits;
  /** Of one torrent; 0: it finds out by itself. */
  uploadSlots(): number;
  /** Whether peers may be told of others, and heard of from others (BEP 11). */
  pex(): boolean;
  /** The local network (BEP 14). */
  readonly lsd: LocalSearch;
  save(torrent: Torrent, data: ResumeData): Promise<void>;
  /** Peers told the hashes of pieces that its file lacks; by root as hex, all of them. */
  learnedLayers(torrent: Torrent, layers: ReadonlyMap<string, Uint8Array>): Promise<void>;
  completed(torrent: Torrent): void;
  failed(torrent: Torrent, error: RillError): void;
  /** Its state, or something else that the queue goes by, is not what it was. */
  changed(torrent: Torrent): void;
  /** Resolves, with what ends it, once it may hash. Rejects with the signal's reason. */
  checkTurn(torrent: Torrent, signal: AbortSignal): Promise<() => void>;
  /** For the record; also of a link, which has the id of its torrent. */
  happened(id: string, event: TorrentEvent): void;
  /** Also of a web seed that was set aside. */
  peerDropped(torrent: Torrent, peer: string, reason: PeerFault): void;
}
