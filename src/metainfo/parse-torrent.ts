import { BencodeError } from '../bencode/bencode-error.ts';
import { decodePrefix } from '../bencode/decode.ts';
import type { BencodeDict } from '../bencode/value.ts';
import { InputError, type InputErrorCode } from '../errors/input-error.ts';
import type { Metainfo } from './metainfo.ts';
import { TORRENT_LIMITS } from './metainfo-limits.ts';
import { parseInfo } from './parse-info.ts';
import { parsePieceLayers } from './parse-piece-layers.ts';
import { parseTrackers, parseWebSeeds } from './parse-sources.ts';

const MAX_COMMENT = 10_000;
const D = 0x64;

/**
 * Reads a torrent file (BEP 3, 12, 19, 27, 47, 52). `bytes` must not change afterwards. Throws
 * InputError: 'not-a-torrent', 'bad-bencode', 'halves-differ', 'bad-piece-layers',
 * 'unsupported-torrent', or the code of the bound that it exceeds.
 */
export function parseTorrent(bytes: Uint8Array): Metainfo {
  const torrent = decodeTorrent(bytes);
  const info = torrent.dict('info');
  if (!info) throw new InputError('not-a-torrent', 'there is no info dictionary');
  const seconds = torrent.integer('creation date');
  const content = parseInfo(info, bytes.subarray(info.start, info.end));
  return {
    ...content,
    trackers: parseTrackers(torrent),
    webSeeds: parseWebSeeds(torrent),
    nodes: [],
    pieceLayers: parsePieceLayers(torrent, content),
    comment: parseNote(torrent, 'comment'),
    createdBy: parseNote(torrent, 'created by'),
    creationDate: seconds !== undefined && seconds > 0 ? seconds * 1000 : undefined,
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

function parseNote(torrent: BencodeDict, key: string): string | undefined {
  const text = torrent.text(`${key}.utf-8`) ?? torrent.text(key);
  return text === undefined || text === '' ? undefined : text.slice(0, MAX_COMMENT);
}
