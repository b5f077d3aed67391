import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import {
  type KrpcRequest,
  type KrpcResponse,
  NODE_ID_LENGTH,
  NODE_LENGTH,
} from '../protocol/krpc/message.ts';
import { BUCKET_SIZE } from './bucket.ts';
import { cut } from './compact-address.ts';
import type { LookupReport } from './lookup.ts';
import type { LookupHost, LookupQueue } from './lookup-queue.ts';
import { idAtDepth } from './node-id.ts';
import type { RoutingTable } from './routing-table.ts';
import type { StartingPoints } from './starting-points.ts';
import type { QueryOwner } from './transactions.ts';
import { witnesses } from './witnesses.ts';

export interface ExplorerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly family: AddressFamily;
  readonly table: RoutingTable;
  readonly points: StartingPoints;
  readonly queue: LookupQueue;
  readonly ask: LookupHost['ask'];
  /** Of which families nodes are wanted; undefined: of that of the socket. */
  want(): readonly AddressFamily[] | undefined;
}

/** Asked of nodes far away, when we look into a region for nodes. */
const WITNESSES = 3;

/** Asks others for the sake of the routing table alone, and suggests to it whom they name. */
export class Explorer {
  readonly #options: ExplorerOptions;
  /** Asks for no outcome: what an answer tells the routing table is all. */
  readonly #nobody: QueryOwner = {
    answered: (_, response, now) => this.#suggest(response, now),
    slow: () => {},
    failed: () => {},
  };

  constructor(options: ExplorerOptions) {
    this.#options = options;
  }

  /** Looks for nodes near the target; `attempt`: see Upkeep. */
  find(target: Uint8Array, attempt: number | undefined): Promise<LookupReport> {
    const { points, table, random, queue, clock, want } = this.#options;
    const request = { method: 'find_node', target, want: want() } as const;
    const known = attempt === undefined ? [] : points.take(attempt);
    const heard = (response: KrpcResponse) => {
      this.#suggest(response, clock.now());
      return false;
    };
    const some = witnesses(table, WITNESSES, random);
    return queue.runNow({ target, request, heard }, [...known, ...some]);
  }

  /** Asks the node of that row whether it is there, or for others where there is room. */
  refresh(row: number): void {
    const { table, random, ask } = this.#options;
    const { contacts } = table;
    const request: KrpcRequest = table.wantsMoreNear(row)
      ? { method: 'find_node', target: idAtDepth(table.id, table.depthOf(row), random) }
      : { method: 'ping' };
    const address = contacts.address(row).slice();
    ask(address, contacts.id(row).slice(), request, this.#nobody);
  }

  /** Asks whoever is at this address. */
  ping(address: Uint8Array): void {
    this.#options.ask(address, undefined, { method: 'ping' }, this.#nobody);
  }

  #suggest(response: KrpcResponse, now: number): void {
    const { family, table } = this.#options;
    const nodes = family === 'ipv4' ? response.nodes : response.nodes6;
    for (const node of cut(nodes, NODE_LENGTH[family]).slice(0, BUCKET_SIZE)) {
      const id = node.subarray(0, NODE_ID_LENGTH);
      table.suggest(id, node.subarray(NODE_ID_LENGTH), now);
    }
  }
}
