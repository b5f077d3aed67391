import { ITEM_LIMITS } from '../../protocol/krpc/message.ts';
import type { DhtItem, ItemRefusal } from '../item-store.ts';
import { isCanonical } from './is-canonical.ts';

/** Sequence numbers have 63 bits (BEP 44: signed, of 64; none is below 0). */
export const MAX_SEQ = 2n ** 63n - 1n;

/** What is wrong with an item that can be seen without its signature, the cheapest first. */
export function checkForm(item: DhtItem): ItemRefusal | undefined {
  const { value, key, signature, seq, salt } = item;
  if (value.length > ITEM_LIMITS.value) {
    return { code: 205, message: 'message (v field) too big' };
  }
  if (key) {
    if (salt && salt.length > ITEM_LIMITS.salt) {
      return { code: 207, message: 'salt (salt field) too big' };
    }
    if (key.length !== ITEM_LIMITS.key) {
      return { code: 203, message: 'a key has 32 bytes' };
    }
    if (signature?.length !== ITEM_LIMITS.signature) {
      return { code: 206, message: 'invalid signature' };
    }
    if (seq === undefined || seq < 0 || seq > MAX_SEQ) {
      return { code: 203, message: 'a sequence number has 63 bits' };
    }
  }
  if (!isCanonical(value)) return { code: 203, message: 'invalid bencoding' };
  return undefined;
}
