import type { TorrentFile } from './file-layout.ts';

/** What a v1 torrent file says (BEP 3), checked. Byte arrays are views of the file. */
export interface Metainfo extends Info {
  /** By tier, the most preferred first (BEP 12); within a tier the order is as received. */
  readonly trackers: readonly (readonly string[])[];
  /** HTTP addresses that hold the same files (BEP 19). */
  readonly webSeeds: readonly string[];
  readonly comment: string | undefined;
  readonly createdBy: string | undefined;
  /** Milliseconds since 1970. */
  readonly creationDate: number | undefined;
}

/** What the info dict says: what peers exchange, and the info hash covers. */
export interface Info {
  /** The info dict as received: what the info hash is taken over. */
  readonly infoBytes: Uint8Array;
  /** Safe as an element of a path. */
  readonly name: string;
  /** Bytes; only the last piece may be shorter. */
  readonly pieceLength: number;
  readonly pieceCount: number;
  /** Bytes in all, pad files included; above 0. */
  readonly size: number;
  /** SHA-1, 20 bytes for each piece, one behind another. */
  readonly pieceHashes: Uint8Array;
  /** In stream order; a torrent of one file has the path [name], else [name, ...]. */
  readonly files: readonly TorrentFile[];
  /** Peers only from its trackers (BEP 27). */
  readonly isPrivate: boolean;
}
