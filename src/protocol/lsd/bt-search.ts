import { fromHex, toHex } from '../../bytes/hex.ts';
import { decodeLatin1, encodeLatin1 } from '../../bytes/text.ts';
import { ProtocolError } from '../../errors/protocol-error.ts';

/** "I take part in these torrents", to all in the local network (BEP 14). */
export interface BtSearch {
  /** Where the sender listens, at the address that the datagram came from. */
  readonly port: number;
  /** 20 bytes each, at least one. */
  readonly infoHashes: readonly Uint8Array[];
  /** By which the sender knows its own. */
  readonly cookie: string | undefined;
}

/** Bytes of a datagram: without fragments on every line in use. */
export const LONGEST_BT_SEARCH = 1400;

const FIRST_LINE = 'BT-SEARCH * HTTP/1.1';
/** What is read: more than anybody sends. */
const MOST_BYTES = 4096;
const MOST_LINES = 100;
const MOST_COOKIE = 100;

/** `group`: where it is sent, "host:port". */
export function encodeBtSearch(
  group: string,
  { port, infoHashes, cookie }: BtSearch,
): Uint8Array {
  const lines = [
    FIRST_LINE,
    `Host: ${group}`,
    `Port: ${port}`,
    ...infoHashes.map((infoHash) => `Infohash: ${toHex(infoHash)}`),
    ...(cookie === undefined ? [] : [`cookie: ${cookie}`]),
  ];
  return encodeLatin1(`${lines.join('\r\n')}\r\n\r\n\r\n`);
}

/** How many info hashes fit into a datagram of LONGEST_BT_SEARCH bytes. */
export function hashesThatFit(group: string, message: Omit<BtSearch, 'infoHashes'>) {
  const rest = encodeBtSearch(group, { ...message, infoHashes: [] }).length;
  return Math.floor((LONGEST_BT_SEARCH - rest) / HASH_LINE);
}

/** "Infohash: ", 40 digits, the end of the line. */
const HASH_LINE = 52;

/**
 * Header fields that nobody knows are skipped, names in any case; of fields that may stand
 * once the first counts. Throws ProtocolError 'bad-message'.
 */
export function decodeBtSearch(datagram: Uint8Array): BtSearch {
  if (datagram.length > MOST_BYTES) throw bad('too long');
  const text = decodeLatin1(datagram);
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) throw bad('no end');
  const [first, ...lines] = text.slice(0, end.index).split(/\r?\n/);
  if (first !== FIRST_LINE) throw bad('another first line');
  if (lines.length > MOST_LINES) throw bad('too many lines');
  let port: number | undefined;
  let cookie: string | undefined;
  const infoHashes = new Map<string, Uint8Array>();
  for (const line of lines) {
    const field = /^([!-9;-~]+):([\t -~]*)$/.exec(line);
    if (!field) throw bad('a line that is no header field');
    const value = field[2]!.trim();
    switch (field[1]!.toLowerCase()) {
      case 'port':
        port ??= readPort(value);
        break;
      case 'infohash':
        infoHashes.set(value.toLowerCase(), readInfoHash(value));
        break;
      case 'cookie':
        if (value.length > MOST_COOKIE) throw bad('a long cookie');
        cookie ??= value;
    }
  }
  if (port === undefined || infoHashes.size === 0) throw bad('no port or no info hash');
  return { port, infoHashes: [...infoHashes.values()], cookie };
}

function readPort(value: string): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : 0;
  if (port < 1 || port > 65535) throw bad('a port that is none');
  return port;
}

function readInfoHash(value: string): Uint8Array {
  const infoHash = value.length === 40 ? fromHex(value) : undefined;
  if (!infoHash) throw bad('an info hash that is none');
  return infoHash;
}

function bad(what: string): ProtocolError {
  return new ProtocolError('bad-message', `local service discovery: ${what}`);
}
