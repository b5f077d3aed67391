import { BencodeError } from '../../bencode/bencode-error.ts';
import { type DecodeLimits, decode } from '../../bencode/decode.ts';
import type { BencodeValue } from '../../bencode/value.ts';
import { ITEM_LIMITS } from '../../protocol/krpc/message.ts';

/** A value has no room for more than these; nested deeper, the message around it is refused. */
const LIMITS: DecodeLimits = {
  depth: 64,
  items: ITEM_LIMITS.value,
  size: ITEM_LIMITS.value,
};

/**
 * Whether the bytes are one bencoded value in its one form (BEP 3): who decodes and encodes
 * it again, as some nodes do, must come to the same hash and signature.
 */
export function isCanonical(bytes: Uint8Array): boolean {
  try {
    return isRegular(decode(bytes, LIMITS));
  } catch (error) {
    if (error instanceof BencodeError) return false;
    throw error;
  }
}

function isRegular(value: BencodeValue): boolean {
  // A dictionary speaks for all that is in it.
  if (value.kind === 'dict') return value.isCanonical;
  return value.kind !== 'list' || value.items.every(isRegular);
}
