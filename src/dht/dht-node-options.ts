import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { ItemStore } from './item-store.ts';

export interface DhtNodeOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly family: AddressFamily;
  /** Sends a datagram, which is the receiver's from now on. `to.host` is an address literal. */
  send(bytes: Uint8Array, to: Endpoint): void;
  /** Our id, where it is neither saved nor to be made up. */
  readonly id?: Uint8Array | undefined;
  /**
   * Whether to be a read-only node (BEP 43), which answers nobody. 'auto', as long as nobody
   * reaches us.
   */
  readonly readOnly?: boolean | 'auto' | undefined;
  /** Whether nodes whose ids are not their addresses' own (BEP 42) are left out. */
  readonly enforceIds?: boolean | undefined;
  /** A private network: local addresses, any port, and many nodes at one address. */
  readonly localNetwork?: boolean | undefined;
  /** Where items (BEP 44) are kept; without it `put` is a method unknown to us. */
  readonly items?: ItemStore | undefined;
  /** The node of the other family beside this one (BEP 32). */
  readonly sibling?: DhtSibling | undefined;
}

/** What nodes of two families do for each other. */
export interface DhtSibling {
  /** Its nodes close to the target, as others are told them; undefined when it is off. */
  nodesNear(target: Uint8Array): Uint8Array | undefined;
  /** Whether it knows so few nodes that those of any answer are welcome. */
  readonly isPoor: boolean;
  /** Nodes of its family that came in an answer. */
  told(nodes: Uint8Array): void;
}

/** What a person may want to know of a node. */
export interface DhtNodeStatus {
  /** In hex. */
  readonly id: string;
  readonly good: number;
  /** Not heard from lately. */
  readonly questionable: number;
  /** As other nodes see us; undefined while too few have said so. */
  readonly externalAddress: string | undefined;
  readonly readOnly: boolean;
  /** Bytes a second, headers included, averaged over some ten seconds. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Under way. */
  readonly lookups: number;
  /** About how many nodes there are in all. */
  readonly networkSize: number;
  /** What others announced to us. */
  readonly infoHashes: number;
  readonly peers: number;
}
