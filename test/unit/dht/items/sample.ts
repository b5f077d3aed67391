import { NodeSignatures } from '../../../../background/platform/node/signatures.ts';
import type { Encodable } from '../../../../src/bencode/encode.ts';
import type { DhtItem } from '../../../../src/dht/item-store.ts';
import { signItem } from '../../../../src/dht/items/make-item.ts';
import type { ItemChecks } from '../../../../src/dht/items/verify-item.ts';
import { nodeSha } from '../../../support/node-sha.ts';

export const CHECKS: ItemChecks = { hasher: nodeSha, signatures: new NodeSignatures() };

const SEED = new Uint8Array(32).fill(7);

/** A version of one publisher's item. */
export function version(
  seq: number | bigint,
  value: Encodable = `version ${seq}`,
  salt?: Uint8Array,
): Promise<DhtItem> {
  return signItem({ value, seq, ...(salt && { salt }) }, SEED, CHECKS.signatures!);
}
