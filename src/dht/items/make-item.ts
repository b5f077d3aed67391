import { type Encodable, encode } from '../../bencode/encode.ts';
import type { Signatures } from '../../ports/signatures.ts';
import type { DhtItem } from '../item-store.ts';
import { checkForm } from './check-form.ts';
import { signedBytes } from './signed-bytes.ts';

/** An immutable item (BEP 44). Throws RangeError when no node would take it. */
export function immutableItem(value: Encodable): DhtItem {
  return checked({ value: encode(value) });
}

/** What a new version of a mutable item says. */
export interface ItemVersion {
  readonly value: Encodable;
  /** Above that of the version before. */
  readonly seq: number | bigint;
  /** Tells apart several items of one key, at most 64 bytes; none, and empty, are the same. */
  readonly salt?: Uint8Array;
}

/**
 * A mutable item (BEP 44), signed with the private key that the 32 bytes of `seed` stand for.
 * Rejects with RangeError when no node would take it.
 */
export async function signItem(
  version: ItemVersion,
  seed: Uint8Array,
  signatures: Signatures,
): Promise<DhtItem> {
  const { seq, salt } = version;
  const unsigned = {
    value: encode(version.value),
    key: await signatures.publicKey(seed),
    seq,
    ...(salt && salt.length > 0 && { salt }),
  };
  const signature = await signatures.sign(seed, signedBytes(unsigned));
  return checked({ ...unsigned, signature });
}

function checked(item: DhtItem): DhtItem {
  const refusal = checkForm(item);
  if (refusal) throw new RangeError(refusal.message);
  return item;
}
