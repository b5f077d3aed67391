import { BencodeError } from '../bencode/bencode-error.ts';
import { decode } from '../bencode/decode.ts';
import { encode } from '../bencode/encode.ts';
import { ITEM_LIMITS } from '../protocol/krpc/message.ts';

const HASH_LENGTH = 20;
const LIMITS = { depth: 64, items: ITEM_LIMITS.value, size: ITEM_LIMITS.value };

/** The info hash that the bencoded value of an item names (BEP 46); undefined: none. */
export function publishedHash(value: Uint8Array): Uint8Array | undefined {
  try {
    const dict = decode(value, LIMITS);
    const hash = dict.kind === 'dict' ? dict.bytes('ih') : undefined;
    return hash?.length === HASH_LENGTH ? hash.slice() : undefined;
  } catch (error) {
    if (error instanceof BencodeError) return undefined;
    throw error;
  }
}

/** The value that names it. */
export function publishedValue(infoHash: Uint8Array): Uint8Array {
  return encode({ ih: infoHash });
}
