import { type AddressFamily, parseCompact } from '../../bytes/compact-endpoints.ts';
import { decodeText } from '../../bytes/text.ts';
import { TrackerError } from '../../errors/tracker-error.ts';
import { type AnnounceResponse, clampInterval, MAX_PEERS } from './announce-response.ts';
import type { ScrapeCounts } from './scrape-response.ts';
import { NO_REASON, trackerWords } from './tracker-words.ts';

/** How every answer begins (BEP 15). */
export interface UdpResponseHead {
  readonly action: number;
  readonly transactionId: number;
}

const HEAD = 8;
const COUNTS = 12;

/** undefined where a datagram is too short to be an answer. */
export function parseUdpHead(datagram: Uint8Array): UdpResponseHead | undefined {
  if (datagram.length < HEAD) return undefined;
  const view = viewOf(datagram);
  return { action: view.getUint32(0), transactionId: view.getUint32(4) };
}

/** The connection id. Throws TrackerError 'bad-answer'. */
export function parseUdpConnected(datagram: Uint8Array): bigint {
  requireLength(datagram, 16);
  return viewOf(datagram).getBigUint64(8);
}

/**
 * `family`: over which the answer came, and of which the peers in it are. Throws TrackerError
 * 'bad-answer'; 'refused-by-tracker' for the bare head that opentracker answers where it
 * does not serve a torrent.
 */
export function parseUdpAnnounced(
  datagram: Uint8Array,
  family: AddressFamily,
): AnnounceResponse {
  if (datagram.length === HEAD) {
    throw new TrackerError(
      'refused-by-tracker',
      'the tracker does not serve the torrent',
    );
  }
  requireLength(datagram, 20);
  const view = viewOf(datagram);
  return {
    interval: clampInterval(view.getInt32(8)),
    minInterval: undefined,
    trackerId: undefined,
    warning: undefined,
    seeds: view.getUint32(16),
    leechers: view.getUint32(12),
    completed: undefined,
    externalIp: undefined,
    peers: parseCompact(datagram.subarray(20), family, MAX_PEERS),
  };
}

/** For as many as the answer tells of, in the order they were asked. */
export function parseUdpScraped(datagram: Uint8Array): ScrapeCounts[] {
  const view = viewOf(datagram);
  const counts: ScrapeCounts[] = [];
  for (let at = HEAD; at + COUNTS <= datagram.length; at += COUNTS) {
    counts.push({
      seeds: view.getUint32(at),
      completed: view.getUint32(at + 4),
      leechers: view.getUint32(at + 8),
    });
  }
  return counts;
}

/** What an answer of the error kind says, in the tracker's words. */
export function parseUdpError(datagram: Uint8Array): TrackerError {
  const end = datagram.indexOf(0, HEAD);
  const text = decodeText(datagram.subarray(HEAD, end < 0 ? undefined : end));
  const message = trackerWords(text) || NO_REASON;
  return new TrackerError('refused-by-tracker', message);
}

function viewOf({ buffer, byteOffset, length }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, length);
}

function requireLength(datagram: Uint8Array, length: number): void {
  if (datagram.length >= length) return;
  throw new TrackerError('bad-answer', "the tracker's answer is cut short");
}
