import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import { NODE_ID_LENGTH, NODE_LENGTH } from '../protocol/krpc/message.ts';
import { BUCKET_SIZE } from './bucket.ts';
import { cut, endpointAt } from './compact-address.ts';
import type { DhtSibling } from './dht-node-options.ts';
import type { RoutingTable } from './routing-table.ts';

/** What the sibling needs of its node. */
interface SiblingHost {
  isRunning(): boolean;
  addNode(endpoint: Endpoint): void;
}

/** A node as that of the other family sees it (BEP 32). */
export function siblingOf(
  table: RoutingTable,
  family: AddressFamily,
  { isRunning, addNode }: SiblingHost,
): DhtSibling {
  const isPoor = () => table.size < BUCKET_SIZE;
  return {
    nodesNear: (target) => (isRunning() ? table.nodesNear(target) : undefined),
    get isPoor() {
      return isPoor();
    },
    told: (nodes) => {
      if (!isRunning() || !isPoor()) return;
      for (const node of cut(nodes, NODE_LENGTH[family]).slice(0, BUCKET_SIZE)) {
        addNode(endpointAt(node, NODE_ID_LENGTH, family));
      }
    },
  };
}
