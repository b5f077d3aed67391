import { BencodeError } from '../../bencode/bencode-error.ts';
import { decode } from '../../bencode/decode.ts';
import { encode } from '../../bencode/encode.ts';
import { ProtocolError } from '../../errors/protocol-error.ts';

/** What both sides tell each other first, once both offer extensions (BEP 10). */
export interface ExtendedHandshake {
  /** The id that messages of BEP 9 are to be sent to this side with; undefined: it has none. */
  readonly utMetadata: number | undefined;
  /** Of the info dict, bytes, once known (BEP 9). */
  readonly metadataSize: number | undefined;
  /** Name and version of the program. */
  readonly client: string | undefined;
  /** Requests this side keeps, at most. */
  readonly requestQueue: number | undefined;
}

/** The reserved bit that offers extensions: 0x10 in byte 5 (BEP 10). */
export const EXTENSION_BYTE = 5;
export const EXTENSION_BIT = 0x10;

/** The id of the extended handshake itself. */
export const EXTENDED_HANDSHAKE = 0;

const LIMITS = { depth: 8, items: 1000, size: 1 << 16 };
const MAX_NAME = 100;

export function encodeExtendedHandshake(handshake: ExtendedHandshake): Uint8Array {
  return encode({
    m: { ut_metadata: handshake.utMetadata },
    metadata_size: handshake.metadataSize,
    reqq: handshake.requestQueue,
    v: handshake.client,
  });
}

/** Fields that make no sense are left out. Throws ProtocolError 'bad-bencode'. */
export function decodeExtendedHandshake(payload: Uint8Array): ExtendedHandshake {
  const dict = decodeDict(payload);
  const id = dict.dict('m')?.integer('ut_metadata');
  const size = dict.integer('metadata_size');
  const queue = dict.integer('reqq');
  return {
    utMetadata: id !== undefined && id > 0 && id < 256 ? id : undefined,
    metadataSize: size !== undefined && size > 0 ? size : undefined,
    client: dict.text('v')?.slice(0, MAX_NAME),
    requestQueue: queue !== undefined && queue > 0 ? queue : undefined,
  };
}

function decodeDict(payload: Uint8Array) {
  try {
    const value = decode(payload, LIMITS);
    if (value.kind === 'dict') return value;
  } catch (error) {
    if (!(error instanceof BencodeError)) throw error;
    throw new ProtocolError('bad-bencode', `extended handshake: ${error.message}`);
  }
  throw new ProtocolError('bad-bencode', 'the extended handshake is no dictionary');
}
