import { fromBase32 } from '../bytes/base32.ts';
import { formatEndpoint, parseEndpoint } from '../bytes/endpoint.ts';
import { fromHex } from '../bytes/hex.ts';
import { isHostName } from '../bytes/host-name.ts';
import { parseIp } from '../bytes/ip-address.ts';
import { InputError } from '../errors/input-error.ts';
import { v2Only } from './v2-only.ts';

export interface Magnet {
  /** 20 bytes. */
  readonly infoHash: Uint8Array;
  readonly displayName: string | undefined;
  /** Addresses, each once, in the order of the link. */
  readonly trackers: readonly string[];
  /** "host:port" of peers to begin with. */
  readonly peers: readonly string[];
  /** HTTP addresses that hold the files (BEP 19). */
  readonly webSeeds: readonly string[];
  /** HTTP addresses of the torrent file itself. */
  readonly exactSources: readonly string[];
}

/** Characters of the whole link. */
const MAX_LINK = 64 * 1024;
const HTTP = /^https?:\/\/./i;
const TRACKER = /^(?:https?|udp|wss?):\/\/./i;
const INFO_HASH = /^urn:btih:(.*)$/is;
/** A multihash (BEP 52): SHA-256, of 32 bytes. */
const V2_HASH = /^urn:btmh:1220[0-9a-f]{64}$/i;

/**
 * Reads a magnet link (BEP 9), v1 only. What is not understood, or malformed beside the info
 * hash, is left out. Throws InputError 'bad-magnet', or 'v2-only'.
 */
export function parseMagnet(text: string): Magnet {
  const query = /^magnet:\?(.*)$/is.exec(text)?.[1];
  if (query === undefined || text.length > MAX_LINK) {
    throw new InputError('bad-magnet', 'this is not a magnet link');
  }
  const fields = parseFields(query);
  return {
    infoHash: parseInfoHash(fields.get('xt') ?? []),
    displayName: fields.get('dn')?.find((name) => name !== ''),
    trackers: pick(fields.get('tr'), TRACKER),
    peers: parsePeers(fields.get('x.pe') ?? []),
    webSeeds: pick(fields.get('ws'), HTTP),
    exactSources: pick(fields.get('xs'), HTTP),
  };
}

/** The values of each key, decoded; keys in lower case, "tr.1" and the like as "tr". */
function parseFields(query: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    const split = pair.indexOf('=');
    if (split < 0) continue;
    const key = pair
      .slice(0, split)
      .toLowerCase()
      .replace(/\.\d+$/, '');
    const value = decodeValue(pair.slice(split + 1));
    if (value === undefined) continue;
    const values = fields.get(key);
    if (values) values.push(value);
    else fields.set(key, [value]);
  }
  return fields;
}

/** undefined when it is badly escaped. */
function decodeValue(value: string): string | undefined {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** Of several topics the first of BitTorrent's v1 kind decides. */
function parseInfoHash(topics: readonly string[]): Uint8Array {
  const found = topics.map((topic) => INFO_HASH.exec(topic)?.[1]);
  const text = found.find((hash) => hash !== undefined);
  if (text === undefined) {
    throw topics.some((topic) => V2_HASH.test(topic))
      ? v2Only()
      : new InputError('bad-magnet', 'it has no info hash');
  }
  const bytes =
    text.length === 40
      ? fromHex(text)
      : text.length === 32
        ? fromBase32(text)
        : undefined;
  if (!bytes) throw new InputError('bad-magnet', 'its info hash is malformed');
  return bytes;
}

function parsePeers(values: readonly string[]): string[] {
  const peers = new Set<string>();
  for (const value of values) {
    const endpoint = parseEndpoint(value);
    if (endpoint && (parseIp(endpoint.host) || isHostName(endpoint.host))) {
      peers.add(formatEndpoint(endpoint));
    }
  }
  return [...peers];
}

function pick(values: readonly string[] = [], form: RegExp): string[] {
  return [...new Set(values.filter((value) => form.test(value)))];
}
