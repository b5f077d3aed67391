import type { AddressFamily } from '../../bytes/compact-endpoints.ts';

/**
 * One KRPC message (BEP 5): a query, its answer, or an error. Bytes are views of what was
 * decoded; whoever keeps some makes a copy.
 */
export type KrpcMessage = KrpcQuery | KrpcResponse | KrpcError | KrpcRefused;

interface Envelope {
  /** "t": chosen by who asks, returned with the answer. */
  readonly transaction: Uint8Array;
  /** "v": which program, two letters and two bytes. */
  readonly version?: Uint8Array | undefined;
}

export type KrpcQuery = Envelope &
  KrpcRequest & {
    readonly kind: 'query';
    /** The sender's node id, 20 bytes. */
    readonly id: Uint8Array;
    /** "ro" (BEP 43): it answers nothing, and belongs into no routing table. */
    readonly readOnly: boolean;
  };

/** What is asked. Targets and info hashes have 20 bytes. */
export type KrpcRequest =
  | { readonly method: 'ping' }
  | ({ readonly method: 'find_node' } & Towards)
  | ({
      readonly method: 'get_peers';
      /** BEP 33: filters that tell how many seeds and peers there are. */
      readonly scrape: boolean;
      /** BEP 33: seeds are of no use to the one who asks. */
      readonly noSeed: boolean;
    } & Towards)
  | AnnounceRequest
  | ({ readonly method: 'sample_infohashes' } & Towards)
  | ({
      readonly method: 'get';
      /** BEP 44: only a newer item is wanted. */
      readonly seq?: number | bigint | undefined;
    } & Towards)
  | PutRequest;

interface Towards {
  readonly target: Uint8Array;
  /** BEP 32: of which family nodes are wanted; none said, that of the socket. */
  readonly want?: readonly AddressFamily[] | undefined;
}

export interface AnnounceRequest {
  readonly method: 'announce_peer';
  readonly target: Uint8Array;
  /** 1 to 65535; the datagram's own counts where `impliedPort`. */
  readonly port: number;
  readonly impliedPort: boolean;
  readonly token: Uint8Array;
  /** BEP 33. */
  readonly seed: boolean;
}

export interface PutRequest {
  readonly method: 'put';
  readonly token: Uint8Array;
  /** Bencoded, as received. */
  readonly value: Uint8Array;
  /** These three: only with a mutable item. 32 and 64 bytes. */
  readonly key?: Uint8Array | undefined;
  readonly signature?: Uint8Array | undefined;
  readonly seq?: number | bigint | undefined;
  readonly cas?: number | undefined;
  readonly salt?: Uint8Array | undefined;
}

/** Nothing in an answer says what was asked; what is there is there. */
export interface KrpcResponse extends Envelope {
  readonly kind: 'response';
  readonly id: Uint8Array;
  /** "ip" (BEP 42): how the sender sees us, address and port, 6 or 18 bytes. */
  readonly address?: Uint8Array | undefined;
  /** Nodes, 26 bytes each: id, address, port. */
  readonly nodes?: Uint8Array | undefined;
  /** The same of IPv6 (BEP 32), 38 bytes each. */
  readonly nodes6?: Uint8Array | undefined;
  readonly token?: Uint8Array | undefined;
  /** "values": peers, 6 bytes each. */
  readonly peers?: Uint8Array | undefined;
  /** Those of IPv6, 18 bytes each. */
  readonly peers6?: Uint8Array | undefined;
  /** "BFsd", "BFpe" (BEP 33): 256 bytes. */
  readonly seedFilter?: Uint8Array | undefined;
  readonly peerFilter?: Uint8Array | undefined;
  /** BEP 51: info hashes, 20 bytes each; how many there are; seconds until others come. */
  readonly samples?: Uint8Array | undefined;
  readonly sampled?: number | undefined;
  readonly interval?: number | undefined;
  /** BEP 44; the value is bencoded, as received. */
  readonly value?: Uint8Array | undefined;
  readonly key?: Uint8Array | undefined;
  readonly signature?: Uint8Array | undefined;
  readonly seq?: number | bigint | undefined;
}

export interface KrpcError extends Envelope {
  readonly kind: 'error';
  /** 201 generic, 202 server, 203 protocol, 204 method unknown; BEP 44 has more. */
  readonly code: number;
  readonly message: string;
}

/** A query that can only be answered by this error. */
export interface KrpcRefused extends Envelope {
  readonly kind: 'refused';
  readonly code: 203 | 204;
  readonly message: string;
}

export const NODE_ID_LENGTH = 20;
/** Bytes of a node in "nodes" and "nodes6". */
export const NODE_LENGTH = { ipv4: 26, ipv6: 38 } as const;
/** Bytes of a filter (BEP 33). */
export const FILTER_LENGTH = 256;
/** What BEP 44 allows, bytes. */
export const ITEM_LIMITS = { value: 1000, salt: 64, key: 32, signature: 64 } as const;
/** Bytes; most programs choose 4 to 20. */
export const LONGEST_TOKEN = 128;
