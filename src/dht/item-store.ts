/**
 * An item as BEP 44 carries it. Immutable when `key` is missing; a mutable one has its `key`
 * (32 bytes), `signature` (64 bytes) and `seq`, and its `salt` (at most 64 bytes) if it has one.
 */
export interface DhtItem {
  /** The value as it was received: bencoded, at most 1,000 bytes. */
  readonly value: Uint8Array;
  readonly key?: Uint8Array;
  readonly signature?: Uint8Array;
  readonly seq?: number | bigint;
  readonly salt?: Uint8Array;
}

/** Why an item was not stored: a KRPC error, those of BEP 44 among them. */
export interface ItemRefusal {
  readonly code: 201 | 203 | 205 | 206 | 207 | 301 | 302;
  readonly message: string;
}

/** Where a node keeps the items that others put with it; the store checks and bounds them. */
export interface ItemStore {
  /** The item under `target`, the SHA-1 of its value, or of its key and salt. `now` in ms. */
  get(target: Uint8Array, now: number): DhtItem | undefined;
  /**
   * Resolves with nothing once stored. `cas`: the sequence number that must be the present
   * one. `from`: the address of who puts it, 4 or 16 bytes; undefined: it is our own. Nothing
   * given may change until it resolves; what is kept is a copy. Never rejects.
   */
  put(
    item: DhtItem,
    cas: number | undefined,
    now: number,
    from?: Uint8Array,
  ): Promise<ItemRefusal | undefined>;
}
