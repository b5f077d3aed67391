import { BencodeError } from '../bencode/bencode-error.ts';
import { decodePrefix } from '../bencode/decode.ts';
import type { BencodeDict } from '../bencode/value.ts';
import { InputError, type InputErrorCode } from '../errors/input-error.ts';
import type { Metainfo, MetainfoWarningCode } from './metainfo.ts';
import { TORRENT_LIMITS } from './metainfo-limits.ts';
import { nameDecoder } from './name-decoder.ts';
import { parseInfo } from './parse-info.ts';
import { parseNodes } from './parse-nodes.ts';
import { parsePieceLayers } from './parse-piece-layers.ts';
import { Sources } from './parse-sources.ts';
import { warning } from './warning.ts';

const MAX_COMMENT = 10_000;
/** The last that a Date can be. */
const MAX_DATE = 8_640_000_000_000_000;
const D = 0x64;
/** Some tools end the file with them. */
const LINE_BREAKS = new Set([0x0a, 0x0d]);

/**
 * Reads a torrent file (BEP 3, 12, 19, 27, 47, 52). `bytes` must not change afterwards. Throws
 * InputError: 'not-a-torrent', 'bad-bencode', 'halves-differ', 'bad-piece-layers',
 * 'unsupported-torrent', or the code of the bound that it exceeds.
 */
export function parseTorrent(bytes: Uint8Array): Metainfo {
  const torrent = decodeTorrent(bytes);
  const info = torrent.dict('info');
  if (!info) throw new InputError('not-a-torrent', 'there is no info dictionary');
  const infoBytes = bytes.subarray(info.start, info.end);
  const content = parseInfo(info, infoBytes, declaredEncoding(torrent));
  const { layers, leftOut } = parsePieceLayers(torrent, content);
  const { trackers, webSeeds, useless } = new Sources(torrent);
  const warnings: MetainfoWarningCode[] = [];
  if (!torrent.isCanonical) warnings.push('not-canonical');
  if (useless > 0) warnings.push('useless-addresses');
  if (leftOut > 0) warnings.push('piece-layers-left-out');
  if (hasTail(bytes, torrent.end)) warnings.push('trailing-bytes');
  return {
    ...content,
    trackers,
    webSeeds,
    nodes: parseNodes(torrent),
    pieceLayers: layers,
    comment: parseNote(torrent, 'comment'),
    createdBy: parseNote(torrent, 'created by'),
    creationDate: parseDate(torrent),
    warnings: [...content.warnings, ...warnings.map(warning)],
  };
}

function decodeTorrent(bytes: Uint8Array): BencodeDict {
  if (bytes[0] !== D) throw new InputError('not-a-torrent', 'not a torrent file');
  try {
    const value = decodePrefix(bytes, TORRENT_LIMITS);
    if (value.kind === 'dict') return value;
  } catch (error) {
    if (error instanceof BencodeError) throw asInputError(error);
    throw error;
  }
  throw new InputError('not-a-torrent', 'not a torrent file');
}

function asInputError(error: BencodeError): InputError {
  const text = `cannot read the torrent: ${error.message}`;
  return new InputError(inputCode(error), text, { cause: error });
}

function inputCode({ code }: BencodeError): InputErrorCode {
  switch (code) {
    case 'too-large':
      return 'torrent-too-large';
    case 'too-deep':
    case 'too-many-items':
      return code;
    default:
      return 'bad-bencode';
  }
}

function hasTail(bytes: Uint8Array, end: number): boolean {
  return !bytes.subarray(end).every((byte) => LINE_BREAKS.has(byte));
}

/** What older programs say that names are in: by name, or by the number Windows has for it. */
function declaredEncoding(torrent: BencodeDict): string | undefined {
  return torrent.text('encoding') ?? torrent.integer('codepage')?.toString();
}

/** Seconds, of which 0 says nothing. */
function parseDate(torrent: BencodeDict): number | undefined {
  const date = (torrent.integer('creation date') ?? 0) * 1000;
  return date > 0 && date <= MAX_DATE ? date : undefined;
}

/** Long enough for an encoding of its own to be guessed: what peers send has no notes. */
function parseNote(torrent: BencodeDict, key: string): string | undefined {
  const bytes = torrent.bytes(`${key}.utf-8`) ?? torrent.bytes(key);
  if (!bytes || bytes.length === 0) return undefined;
  const decoder = nameDecoder([bytes], declaredEncoding(torrent));
  return decoder.decode(bytes).slice(0, MAX_COMMENT);
}
