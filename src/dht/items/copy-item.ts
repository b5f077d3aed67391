import type { DhtItem } from '../item-store.ts';

/** The same item in memory of its own: what comes from the network is a view of a datagram. */
export function copyItem(item: DhtItem): DhtItem {
  const { value, key, signature, seq, salt } = item;
  return {
    value: value.slice(),
    ...(key && { key: key.slice() }),
    ...(signature && { signature: signature.slice() }),
    ...(seq !== undefined && { seq }),
    ...(salt && salt.length > 0 && { salt: salt.slice() }),
  };
}
