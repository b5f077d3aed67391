import type { HashTrees } from '../merkle/hash-trees.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { BufferPool } from '../storage/buffer-pool.ts';
import type { ReadCache } from '../storage/read-cache.ts';
import type { TorrentStorage } from '../storage/torrent-storage.ts';
import type { LinkedPeers } from './linked-peers.ts';
import type { PieceVerifier } from './piece-verifier.ts';
import type { Progress } from './progress.ts';
import type { SwarmHost } from './swarm.ts';
import type { TorrentEvent } from './torrent-event.ts';
import type { TorrentLimits } from './torrent-limits.ts';
import type { WebSourcesOptions } from './web-sources.ts';

/** What a running torrent is made of. */
export interface RunOptions
  extends Pick<
      SwarmHost,
      'clock' | 'tcp' | 'identity' | 'isPrivate' | 'budget' | 'listenPort' | 'pieceCount'
    >,
    WebSourcesOptions {
  /** The info dict, for peers that came by a magnet link. */
  readonly info: Uint8Array;
  /** Those that its link met. Only where nothing is had: that is what they were told. */
  readonly linked: LinkedPeers | undefined;
  readonly pieceLength: number;
  /** Of the whole stream, bytes. */
  readonly size: number;
  /** Shared with the torrent; it learns what peers tell. */
  readonly trees: HashTrees;
  readonly verifier: PieceVerifier;
  readonly hasher: Hasher;
  /** Shared with the torrent; pieces are added as they are written. */
  readonly progress: Progress;
  readonly storage: TorrentStorage;
  readonly pool: BufferPool;
  /** Shared by all torrents. */
  readonly cache: ReadCache;
  readonly limits: TorrentLimits;
  /** Whether to seed as a super seed (BEP 16). */
  readonly superSeeding: boolean;
  /** See TorrentContext. */
  uploadSlots(): number;
  pex(): boolean;
  random(bound: number): number;
  /** Of web seeds, to begin with. */
  readonly webSeeds: readonly string[];
  /** The last hash of a piece became known. */
  learnedAll(): void;
  /** One more piece is verified, written and added. */
  had(piece: number): void;
  /** These were had, and are not there any more, or wrong. */
  lost(pieces: readonly number[]): void;
  /** Resolves, with what ends it, once it may hash. Rejects with the signal's reason. */
  turn(signal: AbortSignal): Promise<() => void>;
  /** The files cannot be used any more. */
  failed(error: unknown): void;
  /** For the record. */
  happened(event: TorrentEvent): void;
}
