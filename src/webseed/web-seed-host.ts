import type { WebSeedError } from '../errors/web-seed-error.ts';
import type { FileLayout } from '../metainfo/file-layout.ts';
import type { Pieces } from '../metainfo/pieces.ts';
import type { Clock } from '../ports/clock.ts';
import type { HttpsPort } from '../ports/https.ts';
import type { TcpPort } from '../ports/tcp.ts';

/** A piece that one web seed brings whole. */
export interface LentPiece {
  readonly index: number;
  /** The whole piece, exactly as long; its contents are left over. */
  readonly buffer: Uint8Array;
}

/** What may pass of what a web seed brings, within the limits. */
export interface Gate {
  /** False: not now, and `ready` of its owner will be called. */
  take(bytes: number, now: number): boolean;
  close(): void;
}

export interface GateOwner {
  /** Bytes that wait to pass. */
  wants(): number;
  ready(): void;
}

/** How many connections to web seeds there may be, of all torrents together. */
export interface Connections {
  /** False: there are enough. */
  take(): boolean;
  give(): void;
}

/** What web seeds need of their torrent. */
export interface WebSeedHost {
  readonly clock: Clock;
  readonly tcp: TcpPort;
  readonly https: HttpsPort | undefined;
  readonly userAgent: string;
  readonly layout: FileLayout;
  readonly pieces: Pieces;
  readonly connections: Connections;
  /** Neighbouring pieces to bring, `most` bytes together unless it is one; see Download. */
  lend(near: number, most: number): LentPiece[];
  /** It is whole, all of it from one web seed. `lied` is called if it is wrong. */
  brought(piece: LentPiece, lied: () => void): void;
  /** It is not whole, and is for others. */
  takeBack(piece: LentPiece): void;
  /** Whether peers have nothing to do but what web seeds are at. */
  hurried(): boolean;
  /** What those peers bring that bring anything, on average, bytes a second. */
  peerRate(): number;
  received(bytes: number): void;
  gate(owner: GateOwner): Gate;
  /** The web seed is not asked any more. */
  setAside(address: string, error: WebSeedError): void;
}
