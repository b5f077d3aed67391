import { BencodeError } from '../../bencode/bencode-error.ts';
import { decode } from '../../bencode/decode.ts';
import type { BencodeDict, BencodeList } from '../../bencode/value.ts';
import { COMPACT_LENGTH } from '../../bytes/compact-endpoints.ts';
import { concat } from '../../bytes/concat.ts';
import { ProtocolError } from '../../errors/protocol-error.ts';
import { decodeQuery } from './decode-query.ts';
import { exactBytes, shortBytes, wholeNumber } from './fields.ts';
import {
  FILTER_LENGTH,
  ITEM_LIMITS,
  type KrpcError,
  type KrpcMessage,
  type KrpcResponse,
  LONGEST_TOKEN,
  NODE_ID_LENGTH,
  NODE_LENGTH,
} from './message.ts';

/**
 * Decoding rules:
 *
 *   - one message fills one datagram, and is bounded in size, depth and number of values
 *   - a field of the wrong type or length counts as absent, but one that its message cannot
 *     do without makes it an error: 'refused' for a query, which the sender is told
 *   - dictionaries may be unsorted: too many are
 *   - of rows that fill no whole number of nodes or peers the rest is dropped
 */
const LIMITS = { depth: 32, items: 2000, size: 4096 };
/** Bytes of a transaction id; it goes back with each answer. */
const LONGEST_TRANSACTION = 32;
/** "6:" and a peer of IPv4. */
const SIX = 0x36;
const COLON = 0x3a;
const PLAIN_LENGTH = 2 + COMPACT_LENGTH.ipv4;
/** Bytes of "v", of an error's text. */
const LONGEST_TEXT = 128;

/** Throws ProtocolError 'bad-bencode' or 'bad-message'. */
export function decodeKrpc(bytes: Uint8Array): KrpcMessage {
  const dict = readDict(bytes);
  const transaction = dict.bytes('t');
  if (!transaction || transaction.length > LONGEST_TRANSACTION) {
    throw new ProtocolError('bad-message', 'a KRPC message without a transaction id');
  }
  switch (kindOf(dict)) {
    case 'q':
      return decodeQuery(dict, transaction, bytes);
    case 'r':
      return decodeResponse(dict, transaction, bytes);
    case 'e':
      return decodeError(dict, transaction);
    default:
      throw new ProtocolError('bad-message', 'a KRPC message of no known kind');
  }
}

function readDict(bytes: Uint8Array): BencodeDict {
  try {
    const value = decode(bytes, LIMITS);
    if (value.kind === 'dict') return value;
  } catch (error) {
    if (!(error instanceof BencodeError)) throw error;
    throw new ProtocolError('bad-bencode', `KRPC: ${error.message}`);
  }
  throw new ProtocolError('bad-bencode', 'a KRPC message is a dictionary');
}

function kindOf(dict: BencodeDict): string {
  const kind = dict.bytes('y');
  return kind?.length === 1 ? String.fromCharCode(kind[0]!) : '';
}

function decodeResponse(
  dict: BencodeDict,
  transaction: Uint8Array,
  input: Uint8Array,
): KrpcResponse {
  const answer = dict.dict('r');
  const id = answer?.bytes('id');
  if (!answer || id?.length !== NODE_ID_LENGTH) {
    throw new ProtocolError('bad-message', 'an answer without the id of a node');
  }
  const values = answer.get('values');
  const value = answer.get('v');
  const address = dict.bytes('ip') ?? answer.bytes('ip');
  return {
    kind: 'response',
    transaction,
    version: shortBytes(dict, 'v', LONGEST_TEXT),
    id,
    address: address?.length === 6 || address?.length === 18 ? address : undefined,
    nodes: rows(answer.bytes('nodes'), NODE_LENGTH.ipv4),
    nodes6: rows(answer.bytes('nodes6'), NODE_LENGTH.ipv6),
    token: shortBytes(answer, 'token', LONGEST_TOKEN),
    ...(values?.kind === 'list' && peersOf(values, input)),
    seedFilter: exactBytes(answer, 'BFsd', FILTER_LENGTH),
    peerFilter: exactBytes(answer, 'BFpe', FILTER_LENGTH),
    samples: rows(answer.bytes('samples'), NODE_ID_LENGTH),
    sampled: answer.integer('num'),
    interval: answer.integer('interval'),
    value: value && input.subarray(value.start, value.end),
    key: exactBytes(answer, 'k', ITEM_LIMITS.key),
    signature: exactBytes(answer, 'sig', ITEM_LIMITS.signature),
    seq: wholeNumber(answer.get('seq')),
  };
}

function decodeError(dict: BencodeDict, transaction: Uint8Array): KrpcError {
  const [code, message] = dict.list('e') ?? [];
  const number = code?.kind === 'integer' ? code.value : undefined;
  return {
    kind: 'error',
    transaction,
    version: shortBytes(dict, 'v', LONGEST_TEXT),
    code: typeof number === 'number' ? number : 201,
    message: message?.kind === 'string' ? message.text.slice(0, LONGEST_TEXT) : '',
  };
}

interface Values {
  readonly peers?: Uint8Array;
  readonly peers6?: Uint8Array;
}

/** Peers, packed by family; those of no known length are left out. */
function peersOf(values: BencodeList, input: Uint8Array): Values {
  const plain = plainPeers(values, input);
  if (plain) return { peers: plain };
  const found: Uint8Array[] = [];
  const found6: Uint8Array[] = [];
  for (const item of values.items) {
    if (item.kind !== 'string') continue;
    const { bytes } = item;
    if (bytes.length === COMPACT_LENGTH.ipv4) found.push(bytes);
    else if (bytes.length === COMPACT_LENGTH.ipv6) found6.push(bytes);
  }
  return {
    ...(found.length > 0 && { peers: concat(found) }),
    ...(found6.length > 0 && { peers6: concat(found6) }),
  };
}

/** What most answers have, and by the hundred: strings of six bytes each, and nothing else. */
function plainPeers(values: BencodeList, input: Uint8Array): Uint8Array | undefined {
  const start = values.start + 1;
  const end = values.end - 1;
  const count = (end - start) / PLAIN_LENGTH;
  if (count === 0 || !Number.isInteger(count)) return undefined;
  const peers = new Uint8Array(count * COMPACT_LENGTH.ipv4);
  let to = 0;
  for (let at = start; at < end; at += PLAIN_LENGTH) {
    if (input[at] !== SIX || input[at + 1] !== COLON) return undefined;
    for (let byte = at + 2; byte < at + PLAIN_LENGTH; byte++) peers[to++] = input[byte]!;
  }
  return peers;
}

function rows(bytes: Uint8Array | undefined, length: number): Uint8Array | undefined {
  return bytes?.subarray(0, bytes.length - (bytes.length % length));
}
