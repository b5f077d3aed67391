import type { BencodeDict } from '../../bencode/value.ts';
import type { AddressFamily } from '../../bytes/compact-endpoints.ts';
import { exactBytes, shortBytes, wholeNumber } from './fields.ts';
import {
  ITEM_LIMITS,
  type KrpcQuery,
  type KrpcRefused,
  type KrpcRequest,
  LONGEST_TOKEN,
  NODE_ID_LENGTH,
} from './message.ts';

/** Bytes of the name of a method. */
const LONGEST_METHOD = 32;

/** What a request lacks, as its sender is told. */
class Missing {
  readonly code: 203 | 204;
  readonly message: string;

  constructor(message: string, code: 203 | 204 = 203) {
    this.code = code;
    this.message = message;
  }
}

export function decodeQuery(
  dict: BencodeDict,
  transaction: Uint8Array,
  input: Uint8Array,
): KrpcQuery | KrpcRefused {
  const version = shortBytes(dict, 'v', LONGEST_METHOD);
  const args = dict.dict('a');
  const id = args?.bytes('id');
  const request =
    args && id?.length === NODE_ID_LENGTH
      ? readRequest(dict, args, input)
      : new Missing('id of 20 bytes required');
  if (request instanceof Missing || !id) {
    const { code, message } = request as Missing;
    return { kind: 'refused', transaction, version, code, message };
  }
  const readOnly = dict.integer('ro') === 1;
  return { kind: 'query', transaction, version, id, readOnly, ...request };
}

function readRequest(
  dict: BencodeDict,
  args: BencodeDict,
  input: Uint8Array,
): KrpcRequest | Missing {
  const name = shortBytes(dict, 'q', LONGEST_METHOD);
  const method = name && String.fromCharCode(...name);
  switch (method) {
    case 'ping':
      return { method };
    case 'find_node':
    case 'sample_infohashes':
      return towards(args, 'target', (target) => ({ method, ...target }));
    case 'get':
      return towards(args, 'target', (target) => {
        return { method, ...target, seq: wholeNumber(args.get('seq')) };
      });
    case 'get_peers':
      return towards(args, 'info_hash', (target) => {
        const scrape = args.integer('scrape') === 1;
        return { method, ...target, scrape, noSeed: args.integer('noseed') === 1 };
      });
    case 'announce_peer':
      return readAnnounce(args);
    case 'put':
      return readPut(args, input);
    default:
      return new Missing('method unknown', 204);
  }
}

interface Target {
  readonly target: Uint8Array;
  readonly want: readonly AddressFamily[] | undefined;
}

function towards(
  args: BencodeDict,
  key: string,
  request: (target: Target) => KrpcRequest,
): KrpcRequest | Missing {
  const target = exactBytes(args, key, NODE_ID_LENGTH);
  if (!target) return new Missing(`${key} of 20 bytes required`);
  return request({ target, want: readWant(args) });
}

/** undefined when nothing that is known is wanted. */
function readWant(args: BencodeDict): AddressFamily[] | undefined {
  const families: AddressFamily[] = [];
  for (const item of args.list('want') ?? []) {
    const name = item.kind === 'string' && item.bytes.length === 2 ? item.text : '';
    const family = name === 'n4' ? 'ipv4' : name === 'n6' ? 'ipv6' : undefined;
    if (family && !families.includes(family)) families.push(family);
  }
  return families.length > 0 ? families : undefined;
}

function readAnnounce(args: BencodeDict): KrpcRequest | Missing {
  const target = exactBytes(args, 'info_hash', NODE_ID_LENGTH);
  if (!target) return new Missing('info_hash of 20 bytes required');
  const token = shortBytes(args, 'token', LONGEST_TOKEN);
  if (!token) return new Missing('token required');
  const impliedPort = args.integer('implied_port') === 1;
  const port = args.integer('port') ?? 0;
  if (!impliedPort && !isPort(port)) return new Missing('port required');
  const seed = args.integer('seed') === 1;
  return {
    method: 'announce_peer',
    target,
    port: isPort(port) ? port : 0,
    impliedPort,
    token,
    seed,
  };
}

function isPort(port: number): boolean {
  return port >= 1 && port <= 65535;
}

function readPut(args: BencodeDict, input: Uint8Array): KrpcRequest | Missing {
  const token = shortBytes(args, 'token', LONGEST_TOKEN);
  if (!token) return new Missing('token required');
  const value = args.get('v');
  if (!value) return new Missing('v required');
  // What is there, but of a wrong length, must not turn into an item without it.
  const key = args.bytes('k');
  const signature = args.bytes('sig');
  const seq = wholeNumber(args.get('seq'));
  if (args.get('k') !== undefined) {
    if (key?.length !== ITEM_LIMITS.key) return new Missing('k of 32 bytes required');
    if (signature?.length !== ITEM_LIMITS.signature) {
      return new Missing('sig of 64 bytes required');
    }
    if (seq === undefined) return new Missing('seq required');
  }
  return {
    method: 'put',
    token,
    value: input.subarray(value.start, value.end),
    key,
    signature,
    seq,
    cas: args.integer('cas'),
    salt: args.bytes('salt'),
  };
}
