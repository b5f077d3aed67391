import type { TorrentFile } from './file-layout.ts';

/** What a torrent file says (BEP 3, 52), checked. Byte arrays are views of the file. */
export interface Metainfo extends Info {
  /** By tier, the most preferred first (BEP 12); within a tier the order is as received. */
  readonly trackers: readonly (readonly string[])[];
  /** HTTP addresses that hold the same files (BEP 19). */
  readonly webSeeds: readonly string[];
  /** DHT nodes to begin with, "host:port" (BEP 5). */
  readonly nodes: readonly string[];
  /**
   * By pieces root as hex: the hashes of that file's pieces, SHA-256, 32 bytes each, one
   * behind another (BEP 52). Files of one piece need none; others may lack theirs, which
   * peers then have. Each one here is proven to its root. Empty for v1.
   */
  readonly pieceLayers: ReadonlyMap<string, Uint8Array>;
  readonly comment: string | undefined;
  readonly createdBy: string | undefined;
  /** Milliseconds since 1970. */
  readonly creationDate: number | undefined;
}

/** What the info dict says: what peers exchange, and the info hashes cover. */
export interface Info {
  /** The info dict as received: what the info hashes are taken over. */
  readonly infoBytes: Uint8Array;
  /** Which hashes it holds: BEP 3's, BEP 52's, or both, of the same files. */
  readonly version: TorrentVersion;
  /** Safe as an element of a path. */
  readonly name: string;
  /** Bytes. */
  readonly pieceLength: number;
  readonly pieceCount: number;
  /** Bytes of the stream of all files, pad files included; above 0. */
  readonly size: number;
  /** Bytes of what a person gets: no pad files. */
  readonly contentSize: number;
  /** SHA-1, 20 bytes for each piece, one behind another; undefined for v2. */
  readonly pieceHashes: Uint8Array | undefined;
  /**
   * In stream order; a torrent of one file has the path [name], else [name, ...]. From BEP 52
   * on each file begins with a piece: the pad files between are here, even where (v2) the
   * torrent itself does not list them.
   */
  readonly files: readonly TorrentFile[];
  /** Peers only from its trackers (BEP 27). */
  readonly isPrivate: boolean;
  /** What a private tracker marks its torrents with, so that hashes differ. */
  readonly source: string | undefined;
  /** What a person may want to know, though the torrent can be used. */
  readonly warnings: readonly MetainfoWarning[];
}

export type TorrentVersion = 'v1' | 'v2' | 'hybrid';

export interface MetainfoWarning {
  readonly code: MetainfoWarningCode;
  /** In plain English. */
  readonly message: string;
}

export type MetainfoWarningCode =
  /** Bencode otherwise than BEP 3 has it: keys out of order or twice, leading zeros. */
  | 'not-canonical'
  /** Names are not UTF-8: their encoding was guessed. */
  | 'guessed-encoding'
  /** Names were changed to be safe on every system. */
  | 'changed-names'
  /** Symbolic links (BEP 47) are not created. */
  | 'symlinks-left-out'
  /** Addresses no client could use. */
  | 'useless-addresses'
  /** Bytes behind the torrent, other than line breaks. */
  | 'trailing-bytes'
  /** Piece layers that belong to no file, or to one that needs none. */
  | 'piece-layers-left-out';
