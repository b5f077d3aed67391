import { fromHex, toHex } from '../bytes/hex.ts';
import { NODE_ID_LENGTH } from '../protocol/krpc/message.ts';
import type { RoutingTable } from './routing-table.ts';

/** What a node keeps from one run to the next: plain data. */
export interface SavedNodes {
  /** Our own id, in hex. */
  readonly id: string;
  readonly nodes: readonly SavedNode[];
}

export interface SavedNode {
  readonly id: string;
  /** An address literal. */
  readonly host: string;
  readonly port: number;
}

/** Nodes kept. */
export const MOST_SAVED = 200;

/** Good nodes of the table, as many as are kept. */
export function nodesToSave(table: RoutingTable, now: number): SavedNodes {
  const { contacts } = table;
  const nodes: SavedNode[] = [];
  for (const row of table.rows()) {
    if (nodes.length === MOST_SAVED) break;
    if (!table.isGood(row, now)) continue;
    nodes.push({ id: toHex(contacts.id(row)), ...contacts.endpoint(row) });
  }
  return { id: toHex(table.id), nodes };
}

/** undefined for what is no id: what was kept may have been tampered with. */
export function readId(hex: string | undefined): Uint8Array | undefined {
  const id = hex === undefined ? undefined : fromHex(hex);
  return id?.length === NODE_ID_LENGTH ? id : undefined;
}
