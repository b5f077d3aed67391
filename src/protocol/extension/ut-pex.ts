import { BencodeError } from '../../bencode/bencode-error.ts';
import { decode } from '../../bencode/decode.ts';
import type { Encodable } from '../../bencode/encode.ts';
import { encode } from '../../bencode/encode.ts';
import type { BencodeDict } from '../../bencode/value.ts';
import {
  type AddressFamily,
  COMPACT_LENGTH,
  formatCompact,
  parseCompact,
} from '../../bytes/compact-endpoints.ts';
import { concat } from '../../bytes/concat.ts';
import { type Endpoint, formatEndpoint } from '../../bytes/endpoint.ts';
import { ProtocolError } from '../../errors/protocol-error.ts';

/** Who joined the sender, and who left it, since its last message (BEP 11). */
export interface UtPex {
  readonly added: readonly PexPeer[];
  readonly dropped: readonly Endpoint[];
}

export interface PexPeer {
  readonly endpoint: Endpoint;
  /** Bits of PEX_FLAG. */
  readonly flags: number;
}

/** What the sender knows of a peer (BEP 11, "added.f"). */
export const PEX_FLAG = {
  prefersEncryption: 0x01,
  /** A seed, or one that downloads nothing any more. */
  uploadOnly: 0x02,
  utp: 0x04,
  holepunch: 0x08,
  /** The sender reached it by that address. */
  reachable: 0x10,
} as const;

/** Of each kind in one message, both families together; what is beyond is not read. */
export const MOST_IN_PEX = 50;

const LIMITS = { depth: 8, items: 1000, size: 512 * 1024 };
const KEYS = {
  ipv4: { added: 'added', flags: 'added.f', dropped: 'dropped' },
  ipv6: { added: 'added6', flags: 'added6.f', dropped: 'dropped6' },
} as const;
const FAMILIES: readonly AddressFamily[] = ['ipv4', 'ipv6'];

/** Endpoints that are not addresses are left out. */
export function encodeUtPex({ added, dropped }: UtPex): Uint8Array {
  const joined = added.map(({ endpoint, flags }) => ({
    at: formatCompact(endpoint),
    flags,
  }));
  const left = dropped.map(formatCompact);
  const fields: { [key: string]: Encodable } = {};
  for (const family of FAMILIES) {
    const isOurs = (at: Uint8Array | undefined) => at?.length === COMPACT_LENGTH[family];
    const ours = joined.filter(({ at }) => isOurs(at));
    const { added: key, flags, dropped: droppedKey } = KEYS[family];
    fields[key] = concat(ours.map(({ at }) => at!));
    fields[flags] = Uint8Array.from(ours, (peer) => peer.flags);
    fields[droppedKey] = concat(left.filter(isOurs).map((at) => at!));
  }
  return encode(fields);
}

/**
 * Fields that are absent or make no sense count as empty, addresses with port 0 are left out
 * and so are repetitions. Throws ProtocolError 'bad-bencode'.
 */
export function decodeUtPex(payload: Uint8Array): UtPex {
  const dict = decodeDict(payload);
  return {
    added: share(addedOf(dict, 'ipv4'), addedOf(dict, 'ipv6')),
    dropped: share(droppedOf(dict, 'ipv4'), droppedOf(dict, 'ipv6')),
  };
}

function addedOf(dict: BencodeDict, family: AddressFamily): PexPeer[] {
  const keys = KEYS[family];
  const flags = dict.bytes(keys.flags);
  const bytes = dict.bytes(keys.added) ?? NOTHING;
  const stride = COMPACT_LENGTH[family];
  const peers = new Map<string, PexPeer>();
  // One by one: an address left out must not shift the flags of those that follow.
  for (
    let at = 0;
    at + stride <= bytes.length && peers.size < MOST_IN_PEX;
    at += stride
  ) {
    const [endpoint] = parseCompact(bytes.subarray(at, at + stride), family, 1);
    if (!endpoint) continue;
    const key = formatEndpoint(endpoint);
    if (!peers.has(key)) peers.set(key, { endpoint, flags: flags?.[at / stride] ?? 0 });
  }
  return [...peers.values()];
}

function droppedOf(dict: BencodeDict, family: AddressFamily): Endpoint[] {
  return parseCompact(dict.bytes(KEYS[family].dropped) ?? NOTHING, family, MOST_IN_PEX);
}

/** As many as fit into one message; where both have many, half of each. */
function share<T>(ipv4: readonly T[], ipv6: readonly T[]): T[] {
  const room = Math.max(MOST_IN_PEX / 2, MOST_IN_PEX - ipv4.length);
  const kept6 = ipv6.slice(0, room);
  return [...ipv4.slice(0, MOST_IN_PEX - kept6.length), ...kept6];
}

const NOTHING = new Uint8Array(0);

function decodeDict(payload: Uint8Array): BencodeDict {
  try {
    const value = decode(payload, LIMITS);
    if (value.kind === 'dict') return value;
  } catch (error) {
    if (!(error instanceof BencodeError)) throw error;
    throw new ProtocolError('bad-bencode', `peer exchange: ${error.message}`);
  }
  throw new ProtocolError('bad-bencode', 'the peer exchange message is no dictionary');
}
