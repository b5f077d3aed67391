import { fromBase32 } from '../bytes/base32.ts';
import { formatEndpoint, parseEndpoint } from '../bytes/endpoint.ts';
import { fromHex } from '../bytes/hex.ts';
import { isHostName } from '../bytes/host-name.ts';
import { parseIp } from '../bytes/ip-address.ts';
import { InputError } from '../errors/input-error.ts';
import { type FileRange, parseSelection } from './file-selection.ts';
import type { InfoHashes } from './info-hash.ts';
import { magnetFields } from './magnet-fields.ts';
import { type Publisher, parsePublisher } from './publisher.ts';

/** What a magnet link says. Addresses and peers each once, in the order of the link. */
export interface Magnet {
  /** One or both. */
  readonly hashes: InfoHashes;
  /** Who says which torrent comes after this one, if somebody does. */
  readonly publisher: Publisher | undefined;
  readonly displayName: string | undefined;
  /** Bytes, as the link claims. */
  readonly size: number | undefined;
  readonly trackers: readonly string[];
  /** "host:port" of peers to begin with. */
  readonly peers: readonly string[];
  /** "host:port" of DHT nodes to begin with. */
  readonly nodes: readonly string[];
  /** HTTP addresses that hold the files (BEP 19). */
  readonly webSeeds: readonly string[];
  /** HTTP addresses of the torrent file itself. */
  readonly exactSources: readonly string[];
  /** The files to download (BEP 53); undefined: all. */
  readonly selection: readonly FileRange[] | undefined;
}

/** A link that follows a publisher (BEP 46), who alone says which torrent is meant. */
export interface PublishedMagnet extends Omit<Magnet, 'hashes' | 'publisher'> {
  readonly hashes: undefined;
  readonly publisher: Publisher;
}

/** Characters of the whole link. */
export const MAX_LINK = 64 * 1024;
const HTTP = /^https?:\/\/./i;
const TRACKER = /^(?:https?|udp|wss?):\/\/./i;
const BARE_HASH = /^(?:[0-9a-f]{40}|[a-z2-7]{32})$/i;

/** Reads a magnet link that has an info hash. Throws InputError 'bad-magnet'. */
export function parseMagnet(text: string): Magnet {
  const magnet = parseLink(text);
  if (!magnet.hashes) throw new InputError('bad-magnet', 'it has no info hash');
  return magnet;
}

/**
 * Reads a magnet link (BEP 9, BEP 46), or a v1 info hash alone. What is not understood, or
 * malformed beside the info hashes, is left out. Throws InputError 'bad-magnet'.
 */
export function parseLink(text: string): Magnet | PublishedMagnet {
  const link = BARE_HASH.test(text) ? `magnet:?xt=urn:btih:${text}` : text;
  const query = /^magnet:\?(.*)$/is.exec(link)?.[1];
  if (query === undefined || text.length > MAX_LINK) {
    throw new InputError('bad-magnet', 'this is not a magnet link');
  }
  const fields = magnetFields(query);
  const values = (key: string) => fields.get(key) ?? [];
  const hashes = parseTopics(values('xt'));
  const publisher = parsePublisher(values('xs'), values('s'));
  const rest = {
    displayName: values('dn').findLast((name) => name !== ''),
    size: values('xl').map(parseSize).find(Boolean),
    trackers: pick(values('tr'), TRACKER),
    peers: pickEndpoints(values('x.pe')),
    nodes: pickEndpoints(values('dht')),
    webSeeds: pick(values('ws'), HTTP),
    exactSources: pick(values('xs'), HTTP),
    selection: parseSelection(values('so')),
  };
  if (hashes) return { hashes, publisher, ...rest };
  if (publisher) return { hashes, publisher, ...rest };
  throw new InputError('bad-magnet', 'it has no info hash');
}

/** Whether text is meant for parseMagnet. */
export function looksLikeMagnet(text: string): boolean {
  return /^magnet:/i.test(text) || BARE_HASH.test(text);
}

/** Of several of one kind the last counts, as in libtorrent; one malformed spoils the link. */
function parseTopics(topics: readonly string[]): InfoHashes | undefined {
  let v1: Uint8Array | undefined;
  let v2: Uint8Array | undefined;
  for (const topic of topics) {
    const [, kind, text] = /^urn:(btih|btmh):(.*)$/is.exec(topic) ?? [];
    if (kind === undefined || text === undefined) continue;
    const hash = kind.toLowerCase() === 'btih' ? readV1(text) : readV2(text);
    if (!hash) throw new InputError('bad-magnet', 'its info hash is malformed');
    if (hash.length === 20) v1 = hash;
    else v2 = hash;
  }
  return v1 || v2 ? { v1, v2 } : undefined;
}

function readV1(text: string): Uint8Array | undefined {
  if (text.length === 40) return fromHex(text);
  return text.length === 32 ? fromBase32(text) : undefined;
}

/** A multihash: 0x12 for SHA-256, 0x20 for its 32 bytes. */
function readV2(text: string): Uint8Array | undefined {
  return /^1220.{64}$/s.test(text) ? fromHex(text.slice(4)) : undefined;
}

function parseSize(text: string): number | undefined {
  const size = /^\d{1,16}$/.test(text) ? Number(text) : 0;
  return size > 0 && Number.isSafeInteger(size) ? size : undefined;
}

function pickEndpoints(values: readonly string[]): string[] {
  const endpoints = new Set<string>();
  for (const value of values) {
    const endpoint = parseEndpoint(value);
    if (endpoint && (parseIp(endpoint.host) || isHostName(endpoint.host))) {
      endpoints.add(formatEndpoint(endpoint));
    }
  }
  return [...endpoints];
}

function pick(values: readonly string[], form: RegExp): string[] {
  return [...new Set(values.filter((value) => form.test(value)))];
}
