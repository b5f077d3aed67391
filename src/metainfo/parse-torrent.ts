import { BencodeError } from '../bencode/bencode-error.ts';
import { type DecodeLimits, decodePrefix } from '../bencode/decode.ts';
import type { BencodeDict } from '../bencode/value.ts';
import { InputError } from '../errors/input-error.ts';
import type { Metainfo } from './metainfo.ts';
import { parseInfo } from './parse-info.ts';
import { parseTrackers, parseWebSeeds } from './parse-sources.ts';

/** A torrent of 1.5 million pieces, or of half a million files, is within these. */
export const TORRENT_LIMITS: DecodeLimits = {
  depth: 64,
  items: 3_000_000,
  size: 32 * 1024 * 1024,
};

const MAX_COMMENT = 10_000;
const D = 0x64;
/** Some tools end the file with a line break. */
const LINE_BREAKS = new Set([0x0a, 0x0d]);

/**
 * Reads a torrent file (BEP 3, 12, 19, 27, 47). A hybrid one (BEP 52) is read by its v1 half.
 * `bytes` must not change afterwards. Throws InputError: 'not-a-torrent', 'bad-bencode',
 * 'torrent-too-large', 'v2-only' for one that has no v1 half, or 'unsupported-torrent'.
 */
export function parseTorrent(bytes: Uint8Array): Metainfo {
  const torrent = decodeTorrent(bytes);
  const info = torrent.dict('info');
  if (!info) throw new InputError('not-a-torrent', 'there is no info dictionary');
  const seconds = torrent.integer('creation date');
  return {
    ...parseInfo(info, bytes.subarray(info.start, info.end)),
    trackers: parseTrackers(torrent),
    webSeeds: parseWebSeeds(torrent),
    nodes: [],
    pieceLayers: new Map(),
    comment: parseNote(torrent, 'comment'),
    createdBy: parseNote(torrent, 'created by'),
    creationDate: seconds !== undefined && seconds > 0 ? seconds * 1000 : undefined,
  };
}

function decodeTorrent(bytes: Uint8Array): BencodeDict {
  if (bytes[0] !== D) throw new InputError('not-a-torrent', 'not a torrent file');
  try {
    const value = decodePrefix(bytes, TORRENT_LIMITS);
    if (!bytes.subarray(value.end).every((byte) => LINE_BREAKS.has(byte))) {
      throw new BencodeError('trailing-bytes', value.end);
    }
    if (value.kind === 'dict') return value;
  } catch (error) {
    if (error instanceof BencodeError) throw asInputError(error);
    throw error;
  }
  throw new InputError('not-a-torrent', 'not a torrent file');
}

function asInputError(error: BencodeError): InputError {
  const isTooLarge = error.code === 'too-large' || error.code === 'too-many-items';
  const code = isTooLarge ? 'torrent-too-large' : 'bad-bencode';
  return new InputError(code, `cannot read the torrent: ${error.message}`, {
    cause: error,
  });
}

function parseNote(torrent: BencodeDict, key: string): string | undefined {
  const text = torrent.text(`${key}.utf-8`) ?? torrent.text(key);
  return text === undefined || text === '' ? undefined : text.slice(0, MAX_COMMENT);
}
