import type { BencodeDict } from '../bencode/value.ts';
import { InputError } from '../errors/input-error.ts';
import type { Info } from './metainfo.ts';
import { parseFiles, preferredText } from './parse-files.ts';
import { safeElement } from './safe-element.ts';
import { v2Only } from './v2-only.ts';

/** Pieces beyond this would not fit the memory budget. */
const MAX_PIECE_LENGTH = 256 * 1024 * 1024;
const HASH_LENGTH = 20;

/**
 * Reads an info dict, of a torrent file or from peers (BEP 9). `bytes` is the dict as received.
 * Throws InputError: 'not-a-torrent' for one that contradicts itself, 'v2-only',
 * 'unsupported-torrent'.
 */
export function parseInfo(info: BencodeDict, bytes: Uint8Array): Info {
  const pieceHashes = info.bytes('pieces');
  if (!pieceHashes) throw withoutPieces(info);
  const pieceLength = parsePieceLength(info);
  const name = preferredText(info, 'name');
  if (name === undefined) throw new InputError('not-a-torrent', 'there is no name');
  const files = parseFiles(info, name);
  const last = files.at(-1)!;
  const size = last.offset + last.length;
  if (size === 0) throw new InputError('unsupported-torrent', 'all its files are empty');
  const pieceCount = Math.ceil(size / pieceLength);
  if (pieceHashes.length !== pieceCount * HASH_LENGTH) {
    const found = `${pieceHashes.length} bytes of hashes for ${pieceCount} pieces`;
    throw new InputError('not-a-torrent', found);
  }
  const isPrivate = info.integer('private') === 1;
  const contentSize = files.reduce(
    (sum, { kind, length }) => sum + (kind === 'file' ? length : 0),
    0,
  );
  return {
    infoBytes: bytes,
    version: 'v1',
    name: safeElement(name),
    pieceLength,
    pieceCount,
    size,
    contentSize,
    pieceHashes,
    files,
    isPrivate,
    source: info.text('source'),
    warnings: [],
  };
}

function withoutPieces(info: BencodeDict): InputError {
  return info.integer('meta version') === 2
    ? v2Only()
    : new InputError('not-a-torrent', 'there are no piece hashes');
}

function parsePieceLength(info: BencodeDict): number {
  const length = info.integer('piece length');
  if (length === undefined || length < 1) {
    throw new InputError('not-a-torrent', 'the piece length is missing or wrong');
  }
  if (length > MAX_PIECE_LENGTH) {
    throw new InputError('unsupported-torrent', `pieces of ${length} bytes are too long`);
  }
  return length;
}
