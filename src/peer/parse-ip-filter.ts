import { parseIp } from '../bytes/ip-address.ts';
import { InputError } from '../errors/input-error.ts';
import { GzipBody } from '../protocol/http/body-sink.ts';
import { HttpError } from '../protocol/http/http-error.ts';
import type { IpFilter } from './ip-filter.ts';
import { IpFilterBuilder } from './ip-filter-builder.ts';
import { readV4 } from './read-v4.ts';

/** Bytes, inflated. */
const MAX_SIZE = 128 << 20;
const LF = 0x0a;
/** Bytes made text at a time. */
const PORTION = 1 << 20;
/** Names may be in any encoding: they are only skipped. */
const latin1 = new TextDecoder('latin1');
/** Bytes of a line; none that says anything is longer. */
const MAX_LINE = 1024;
/** In eMule's lists: from this access level on an address may be met. */
const ALLOWED = 128;
const V6_RANGE = /^(.*?)\s*-\s*([0-9a-f:.]+)\s*(?:,\s*(\d{1,3})\s*(?:,.*)?)?$/i;
const BLOCK = /^([0-9a-f:.]+)(?:\/(\d{1,3}))?$/i;

export interface ParsedIpFilter {
  readonly filter: IpFilter;
  /** Lines that say nothing that can be used. */
  readonly skipped: number;
}

/**
 * Reads a list of addresses to filter, packed by gzip or not: eMule's .dat, PeerGuardian's
 * .p2p, CIDR blocks and single addresses, line by line in any mixture. Throws InputError
 * 'bad-ip-filter' when there is nothing to use in it.
 */
export function parseIpFilter(file: Uint8Array): ParsedIpFilter {
  const bytes = inflated(file);
  const builder = new IpFilterBuilder();
  let skipped = 0;
  let used = 0;
  for (const line of linesOf(bytes)) {
    if (line === '' || line.startsWith('#') || line.startsWith('//')) continue;
    if (addLine(line, builder)) used++;
    else skipped++;
  }
  if (used === 0 && skipped > 0) {
    throw new InputError('bad-ip-filter', 'there are no addresses in this list');
  }
  return { filter: builder.build(), skipped };
}

/** The lines, trimmed; one that is too long as something that says nothing. */
function* linesOf(bytes: Uint8Array): Generator<string> {
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(LF, at + PORTION);
    const end = found === -1 ? bytes.length : found;
    for (const line of latin1.decode(bytes.subarray(at, end)).split('\n')) {
      yield line.length > MAX_LINE ? '?' : line.trim();
    }
    at = end + 1;
  }
}

/** Whether the line says something. */
function addLine(line: string, builder: IpFilterBuilder): boolean {
  const range = readV4Range(line);
  if (range) {
    return range.level >= ALLOWED || builder.addV4(range.first, range.last);
  }
  const [, address, prefix] = BLOCK.exec(line) ?? [];
  if (address) return addBlock(parseDecimal(address), prefix, builder);
  const [, named, end, level6] = V6_RANGE.exec(line) ?? [];
  if (named === undefined || !end) return false;
  return isAllowed(level6) || addRange(lastAddress(named), parseIp(end), builder);
}

/**
 * "[name:]first - last[, level[, name]]": eMule's ranges, PeerGuardian's, and plain ones. A
 * name may hold anything: the range is at the end, or before the first comma.
 */
function readV4Range(
  line: string,
): { first: number; last: number; level: number } | undefined {
  const comma = line.indexOf(',');
  const inFront = readPair(line, comma === -1 ? line.length : comma);
  if (inFront) {
    const level = comma === -1 ? 0 : Number.parseInt(line.slice(comma + 1), 10);
    return { ...inFront, level: level || 0 };
  }
  const atEnd = comma === -1 ? undefined : readPair(line, line.length);
  return atEnd && { ...atEnd, level: 0 };
}

/** Two addresses and a dash up to `end`, alone or behind a colon. */
function readPair(
  line: string,
  end: number,
): { first: number; last: number } | undefined {
  const dash = line.lastIndexOf('-', end - 1);
  if (dash === -1) return undefined;
  const colon = line.lastIndexOf(':', dash);
  const first = readTrimmed(line, colon + 1, dash);
  const last = first === -1 ? -1 : readTrimmed(line, dash + 1, end);
  return last === -1 ? undefined : { first, last };
}

function readTrimmed(line: string, from: number, end: number): number {
  let start = from;
  let stop = end;
  while (start < stop && line[start] === ' ') start++;
  while (stop > start && line[stop - 1] === ' ') stop--;
  return readV4(line, start, stop);
}

function isAllowed(level: string | undefined): boolean {
  return level !== undefined && Number(level) >= ALLOWED;
}

function addRange(
  first: Uint8Array | undefined,
  last: Uint8Array | undefined,
  builder: IpFilterBuilder,
): boolean {
  return first !== undefined && last !== undefined && builder.add(first, last);
}

/** All addresses that begin with the same `prefix` bits. */
function addBlock(
  address: Uint8Array | undefined,
  prefix: string | undefined,
  builder: IpFilterBuilder,
): boolean {
  if (!address) return false;
  const bits = prefix === undefined ? address.length * 8 : Number(prefix);
  if (bits > address.length * 8) return false;
  const mask = address.map((_, at) => 0xff >> Math.min(Math.max(bits - at * 8, 0), 8));
  const first = address.map((byte, at) => byte & ~mask[at]!);
  return builder.add(
    first,
    address.map((byte, at) => byte | mask[at]!),
  );
}

/** Of these lists some pad each number with zeros, which nowhere in them means octal. */
function parseDecimal(text: string): Uint8Array | undefined {
  return parseIp(text.includes(':') ? text : text.replace(/\b0+(?=\d)/g, ''));
}

/** The IPv6 address behind a name and a colon, or alone. */
function lastAddress(text: string): Uint8Array | undefined {
  for (let from = 0; from !== -1 && from <= text.length; ) {
    const address = parseIp(text.slice(from).trim());
    if (address) return address;
    const colon = text.indexOf(':', from);
    from = colon === -1 ? -1 : colon + 1;
  }
  return undefined;
}

function inflated(file: Uint8Array): Uint8Array {
  if (file.length > MAX_SIZE) throw unreadable();
  if (file[0] !== 0x1f || file[1] !== 0x8b) return file;
  try {
    const body = new GzipBody(MAX_SIZE);
    body.add(file);
    return body.end();
  } catch (error) {
    throw error instanceof HttpError ? unreadable(error) : error;
  }
}

function unreadable(cause?: unknown): InputError {
  return new InputError('bad-ip-filter', 'this list cannot be read', { cause });
}
