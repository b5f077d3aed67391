import { BencodeError } from '../../bencode/bencode-error.ts';
import { decodePrefix } from '../../bencode/decode.ts';
import { encode } from '../../bencode/encode.ts';
import { concat } from '../../bytes/concat.ts';
import { ProtocolError } from '../../errors/protocol-error.ts';

/**
 * One message of the metadata exchange (BEP 9). The info dict is cut into parts of 16 KiB.
 * The example of a reject in the BEP has msg_type 1: an erratum, it is 2.
 */
export type UtMetadata =
  | { readonly kind: 'request'; readonly part: number }
  | {
      readonly kind: 'data';
      readonly part: number;
      /** Of the whole info dict, bytes; undefined when it was left out. */
      readonly totalSize: number | undefined;
      readonly data: Uint8Array;
    }
  | { readonly kind: 'reject'; readonly part: number };

/** Bytes of a part; only the last may be shorter. */
export const METADATA_PART = 16384;

const KINDS = ['request', 'data', 'reject'] as const;
const LIMITS = { depth: 4, items: 100, size: 1 << 17 };

export function encodeUtMetadata(message: UtMetadata): Uint8Array {
  const head = encode({
    msg_type: KINDS.indexOf(message.kind),
    piece: message.part,
    total_size: message.kind === 'data' ? message.totalSize : undefined,
  });
  return message.kind === 'data' ? concat([head, message.data]) : head;
}

/**
 * undefined for a kind of message that nobody knows: it is to be ignored. Throws
 * ProtocolError 'bad-bencode' or 'bad-message'.
 */
export function decodeUtMetadata(payload: Uint8Array): UtMetadata | undefined {
  const dict = decodeHead(payload);
  const type = dict.integer('msg_type');
  const part = dict.integer('piece');
  if (type === undefined || part === undefined || part < 0) {
    throw new ProtocolError('bad-message', 'a metadata message without type or part');
  }
  const kind = KINDS[type];
  if (kind === undefined) return undefined;
  if (kind !== 'data') return { kind, part };
  const data = payload.subarray(dict.end);
  if (data.length > METADATA_PART) {
    throw new ProtocolError('message-too-long', `${data.length} bytes of metadata`);
  }
  return { kind, part, totalSize: dict.integer('total_size'), data };
}

function decodeHead(payload: Uint8Array) {
  try {
    const value = decodePrefix(payload, LIMITS);
    if (value.kind === 'dict') return value;
  } catch (error) {
    if (!(error instanceof BencodeError)) throw error;
    throw new ProtocolError('bad-bencode', `metadata message: ${error.message}`);
  }
  throw new ProtocolError('bad-bencode', 'the metadata message is no dictionary');
}
