import type { BencodeDict, BencodeValue } from '../../bencode/value.ts';
import {
  type AddressFamily,
  COMPACT_LENGTH,
  parseCompact,
} from '../../bytes/compact-endpoints.ts';
import type { Endpoint } from '../../bytes/endpoint.ts';
import { isHostName } from '../../bytes/host-name.ts';
import { formatIp, parseIp } from '../../bytes/ip-address.ts';
import { TrackerError } from '../../errors/tracker-error.ts';
import { decodeAnswer, failureOf, readNumber, readText } from './tracker-answer.ts';

export interface AnnounceResponse {
  /** Seconds until the next announce; 30 to a day, half an hour where the tracker is mute. */
  readonly interval: number;
  /** Seconds before which no announce is welcome; undefined where the tracker is mute. */
  readonly minInterval: number | undefined;
  /** To be sent back with the next announce. */
  readonly trackerId: Uint8Array | undefined;
  /** What a person should read. */
  readonly warning: string | undefined;
  readonly seeds: number | undefined;
  readonly leechers: number | undefined;
  /** Downloads that were completed. */
  readonly completed: number | undefined;
  /** Our address as the tracker sees it, 4 or 16 bytes (BEP 24). */
  readonly externalIp: Uint8Array | undefined;
  /** At most 5,000; an old tracker may give a name as the host. */
  readonly peers: readonly Endpoint[];
}

const DEFAULT_INTERVAL = 1800;
const MAX_INTERVAL = 86_400;
const LEAST_INTERVAL = 30;
const LEAST_MIN_INTERVAL = 10;
/** In one answer. */
export const MAX_PEERS = 5000;
const MAX_TRACKER_ID = 256;

/**
 * Reads the body of an HTTP announce's answer (BEP 3, 7, 23, 24, 31). A field of the wrong type counts
 * as absent. Throws TrackerError 'refused-by-tracker', its message being the tracker's
 * reason, or 'bad-answer'.
 */
export function parseAnnounceResponse(body: Uint8Array): AnnounceResponse {
  const answer = decodeAnswer(body);
  const failure = failureOf(answer);
  if (failure) throw failure;
  const minInterval = readNumber(answer, 'min interval');
  const trackerId = answer.bytes('tracker id');
  const isUsable = trackerId !== undefined && trackerId.length <= MAX_TRACKER_ID;
  return {
    interval: clampInterval(readNumber(answer, 'interval') ?? DEFAULT_INTERVAL),
    minInterval:
      minInterval === undefined
        ? undefined
        : clampInterval(minInterval, LEAST_MIN_INTERVAL),
    trackerId: isUsable ? trackerId.slice() : undefined,
    warning: readText(answer, 'warning message'),
    seeds: readCount(answer, 'complete'),
    leechers: readCount(answer, 'incomplete'),
    completed: readCount(answer, 'downloaded'),
    externalIp: readIp(answer, 'external ip'),
    peers: readPeers(answer),
  };
}

/** Seconds that a tracker may have us wait. */
export function clampInterval(seconds: number, least = LEAST_INTERVAL): number {
  return Math.min(Math.max(seconds, least), MAX_INTERVAL);
}

function readIp(answer: BencodeDict, key: string): Uint8Array | undefined {
  const ip = answer.bytes(key);
  return ip?.length === 4 || ip?.length === 16 ? ip.slice() : undefined;
}

function readCount(answer: BencodeDict, key: string): number | undefined {
  const count = answer.integer(key);
  return count !== undefined && count >= 0 ? count : undefined;
}

function readPeers(answer: BencodeDict): Endpoint[] {
  const listed = answer.list('peers');
  const peers = listed ? readPeerDicts(listed) : readCompact(answer, 'peers', 'ipv4');
  return [...peers, ...readCompact(answer, 'peers6', 'ipv6')].slice(0, MAX_PEERS);
}

function readCompact(
  answer: BencodeDict,
  key: string,
  family: AddressFamily,
): Endpoint[] {
  const bytes = answer.bytes(key) ?? new Uint8Array(0);
  if (bytes.length % COMPACT_LENGTH[family] !== 0) {
    throw new TrackerError('bad-answer', "the tracker's peers are cut short");
  }
  return parseCompact(bytes, family, MAX_PEERS);
}

function readPeerDicts(values: readonly BencodeValue[]): Endpoint[] {
  const peers: Endpoint[] = [];
  for (const value of values) {
    const peer = value.kind === 'dict' ? readPeer(value) : undefined;
    if (peer) peers.push(peer);
    if (peers.length === MAX_PEERS) break;
  }
  return peers;
}

function readPeer(peer: BencodeDict): Endpoint | undefined {
  const host = peer.text('ip') ?? '';
  const port = peer.integer('port') ?? 0;
  if (port < 1 || port > 65_535) return undefined;
  const address = parseIp(host);
  if (address) return { host: formatIp(address), port };
  return isHostName(host) ? { host, port } : undefined;
}
