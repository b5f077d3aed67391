import { BencodeError } from '../../bencode/bencode-error.ts';
import { decode } from '../../bencode/decode.ts';
import { encode } from '../../bencode/encode.ts';
import { ProtocolError } from '../../errors/protocol-error.ts';

/** What both sides tell each other first, once both offer extensions (BEP 10). */
export interface ExtendedHandshake {
  /** The id that messages of BEP 9 are to be sent to this side with; undefined: it has none. */
  readonly utMetadata: number | undefined;
  /** The same for BEP 11. */
  readonly utPex: number | undefined;
  /** The same for BEP 54. */
  readonly dontHave: number | undefined;
  /** Of the info dict, bytes, once known (BEP 9). */
  readonly metadataSize: number | undefined;
  /** Name and version of the program. */
  readonly client: string | undefined;
  /** Requests this side keeps, at most. */
  readonly requestQueue: number | undefined;
  /** Whether it downloads nothing any more: a seed or a partial seed (BEP 21). */
  readonly uploadOnly: boolean | undefined;
  /** Where this side listens. */
  readonly port: number | undefined;
  /** The other side's address as this one sees it, 4 or 16 bytes. */
  readonly yourIp: Uint8Array | undefined;
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
    m: {
      ut_metadata: handshake.utMetadata,
      ut_pex: handshake.utPex,
      lt_donthave: handshake.dontHave,
    },
    metadata_size: handshake.metadataSize,
    p: handshake.port,
    reqq: handshake.requestQueue,
    upload_only: handshake.uploadOnly === undefined ? undefined : +handshake.uploadOnly,
    v: handshake.client,
    yourip: handshake.yourIp,
  });
}

/** Fields that make no sense are left out. Throws ProtocolError 'bad-bencode'. */
export function decodeExtendedHandshake(payload: Uint8Array): ExtendedHandshake {
  const dict = decodeDict(payload);
  const ids = dict.dict('m');
  const size = dict.integer('metadata_size');
  const queue = dict.integer('reqq');
  const port = dict.integer('p');
  const only = dict.integer('upload_only');
  const ip = dict.bytes('yourip');
  return {
    utMetadata: messageId(ids?.integer('ut_metadata')),
    utPex: messageId(ids?.integer('ut_pex')),
    dontHave: messageId(ids?.integer('lt_donthave')),
    metadataSize: size !== undefined && size > 0 ? size : undefined,
    client: dict.text('v')?.slice(0, MAX_NAME),
    requestQueue: queue !== undefined && queue > 0 ? queue : undefined,
    uploadOnly: only === undefined ? undefined : only !== 0,
    port: port !== undefined && port > 0 && port < 65536 ? port : undefined,
    yourIp: ip?.length === 4 || ip?.length === 16 ? ip.slice() : undefined,
  };
}

function messageId(id: number | undefined): number | undefined {
  return id !== undefined && id > 0 && id < 256 ? id : undefined;
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
