import { equal } from '../../bytes/equal.ts';
import type { Hasher } from '../../ports/hasher.ts';
import type { Signatures } from '../../ports/signatures.ts';
import type { DhtItem } from '../item-store.ts';
import { checkForm } from './check-form.ts';
import { itemTarget } from './item-target.ts';
import { signedBytes } from './signed-bytes.ts';

/** What items are checked with. */
export interface ItemChecks {
  readonly hasher: Hasher;
  /** undefined: this host verifies no signatures, so no mutable item can be believed. */
  readonly signatures: Signatures | undefined;
}

/**
 * Whether this is the item under `target`, or one of its versions: its own hash, or signed by
 * the key that the target is made of. The salt of a mutable one must be set, if it has one:
 * it is in no answer.
 */
export async function verifyItem(
  item: DhtItem,
  target: Uint8Array,
  checks: ItemChecks,
): Promise<boolean> {
  if (checkForm(item) !== undefined) return false;
  if (!equal(await itemTarget(item, checks.hasher), target)) return false;
  return item.key === undefined || isSigned(item, checks.signatures);
}

/** Whether a mutable item has the signature of its owner. */
export async function isSigned(
  item: DhtItem,
  signatures: Signatures | undefined,
): Promise<boolean> {
  const { key, signature } = item;
  if (!key || !signature || !signatures) return false;
  return signatures.verify(key, signature, signedBytes(item));
}
