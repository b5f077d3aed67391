import type { Hasher } from '../../ports/hasher.ts';
import type { DhtItem } from '../item-store.ts';

const NO_SALT = new Uint8Array(0);

/** The 20 bytes under which an item lies (BEP 44): SHA-1 of its value, or of key and salt. */
export function itemTarget(item: DhtItem, hasher: Hasher): Promise<Uint8Array> {
  const { value, key, salt } = item;
  return key ? mutableTarget(key, salt, hasher) : hasher.digest('sha1', [value]);
}

/** The same of a mutable item that is not known yet. */
export function mutableTarget(
  key: Uint8Array,
  salt: Uint8Array | undefined,
  hasher: Hasher,
): Promise<Uint8Array> {
  return hasher.digest('sha1', [key, salt ?? NO_SALT]);
}
