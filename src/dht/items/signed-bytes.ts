import { concat } from '../../bytes/concat.ts';
import { encodeLatin1 } from '../../bytes/text.ts';
import type { DhtItem } from '../item-store.ts';

/**
 * What the owner of a mutable item signs (BEP 44): salt, sequence number and value as they
 * stand in a message, the keys in order, but without a dictionary around them.
 */
export function signedBytes(item: Pick<DhtItem, 'value' | 'seq' | 'salt'>): Uint8Array {
  const { value, seq = 0, salt } = item;
  const salted = salt && salt.length > 0;
  return concat([
    ...(salted ? [encodeLatin1(`4:salt${salt.length}:`), salt] : []),
    encodeLatin1(`3:seqi${seq}e1:v`),
    value,
  ]);
}
