/** One peer wire message (BEP 3), blocks of data aside: those never become objects. */
export type PeerMessage =
  | { readonly kind: 'keep-alive' }
  | { readonly kind: 'choke' }
  | { readonly kind: 'unchoke' }
  | { readonly kind: 'interested' }
  | { readonly kind: 'not-interested' }
  | { readonly kind: 'have'; readonly piece: number }
  | { readonly kind: 'bitfield'; readonly bits: Uint8Array }
  | ({ readonly kind: 'request' } & BlockRange)
  | ({ readonly kind: 'cancel' } & BlockRange)
  /** The fast extension (BEP 6), only where both sides offered it. */
  | { readonly kind: 'suggest'; readonly piece: number }
  | { readonly kind: 'have-all' }
  | { readonly kind: 'have-none' }
  | ({ readonly kind: 'reject' } & BlockRange)
  | { readonly kind: 'allowed-fast'; readonly piece: number }
  /** The DHT port (BEP 5). */
  | { readonly kind: 'port'; readonly port: number }
  /** BEP 10. `id` 0 is the extended handshake. */
  | { readonly kind: 'extended'; readonly id: number; readonly payload: Uint8Array }
  | ({ readonly kind: 'hash-request' } & HashRange)
  /** The hashes asked for, then those that prove them, 32 bytes each. */
  | ({ readonly kind: 'hashes'; readonly hashes: Uint8Array } & HashRange)
  | ({ readonly kind: 'hash-reject' } & HashRange);

export interface BlockRange {
  readonly piece: number;
  /** Offset in the piece, bytes. */
  readonly begin: number;
  /** Bytes. */
  readonly length: number;
}

/** Some neighbours in one file's hash tree (BEP 52, "hash request"). */
export interface HashRange {
  /** 32 bytes: whose tree it is. */
  readonly root: Uint8Array;
  /** Layers above that of the blocks. */
  readonly baseLayer: number;
  /** The first hash, counted from the left end of that layer. */
  readonly index: number;
  /** Hashes of that layer. */
  readonly length: number;
  /** So many layers up from there, less one, the uncles that prove them are to follow. */
  readonly proofLayers: number;
}

/** The most hashes of one layer in one message (BEP 52). */
export const MOST_HASHES = 512;

/** What one request asks for, by custom of every client (BEP 3: "2^14"). */
export const BLOCK_LENGTH = 16384;

export const MESSAGE_ID = {
  choke: 0,
  unchoke: 1,
  interested: 2,
  notInterested: 3,
  have: 4,
  bitfield: 5,
  request: 6,
  piece: 7,
  cancel: 8,
  port: 9,
  suggest: 13,
  haveAll: 14,
  haveNone: 15,
  reject: 16,
  allowedFast: 17,
  extended: 20,
  hashRequest: 21,
  hashes: 22,
  hashReject: 23,
} as const;
