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
  /** The DHT port (BEP 5). */
  | { readonly kind: 'port'; readonly port: number }
  /** BEP 10. `id` 0 is the extended handshake. */
  | { readonly kind: 'extended'; readonly id: number; readonly payload: Uint8Array };

export interface BlockRange {
  readonly piece: number;
  /** Offset in the piece, bytes. */
  readonly begin: number;
  /** Bytes. */
  readonly length: number;
}

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
  extended: 20,
} as const;
