import type { BencodeDict } from '../bencode/value.ts';
import { InputError } from '../errors/input-error.ts';
import { compareHalves } from './compare-halves.ts';
import { implyPads, withoutTailPad } from './imply-pads.ts';
import { checkFileCount, type ListedFile } from './listed-file.ts';
import type { Info, MetainfoWarningCode, TorrentVersion } from './metainfo.ts';
import { MAX_INFO_SIZE, MAX_PIECE_LENGTH, MAX_PIECES } from './metainfo-limits.ts';
import { nameDecoder } from './name-decoder.ts';
import { isSingleFile, parseFileTree } from './parse-file-tree.ts';
import { parseV1Files } from './parse-v1-files.ts';
import { placeFiles } from './place-files.ts';
import { nameText, type RawName, rawName } from './raw-name.ts';
import { safeElement } from './safe-element.ts';
import { warning } from './warning.ts';

const HASH_LENGTH = 20;
/** A piece of BEP 52 is at least a block long, so that it is whole leaves of a hash tree. */
const MIN_V2_PIECE_LENGTH = 16 * 1024;

/**
 * Reads an info dict. `bytes` is the dict as received; `encoding`, what names that are not
 * UTF-8 are said to be in. Throws InputError: 'not-a-torrent' for one that contradicts itself,
 * 'halves-differ' for a hybrid that does, 'unsupported-torrent', and the code of each bound.
 */
export function parseInfo(
  info: BencodeDict,
  bytes: Uint8Array,
  encoding: string | undefined,
): Info {
  if (bytes.length > MAX_INFO_SIZE) {
    throw new InputError('info-too-large', `an info dict of ${bytes.length} bytes`);
  }
  const generation = parseGeneration(info);
  const pieceLength = parsePieceLength(info, generation);
  const listing = parseFiles(info, generation, pieceLength);
  checkFileCount(listing.files.length);
  const decoder = nameDecoder(legacyNames(listing), encoding);
  const { files, hasChangedNames } = placeFiles(listing.files, decoder);
  const last = files.at(-1);
  if (!last) throw new InputError('not-a-torrent', 'there are no files');
  const size = last.offset + last.length;
  if (size === 0) throw new InputError('unsupported-torrent', 'all its files are empty');
  const pieceCount = Math.ceil(size / pieceLength);
  if (pieceCount > MAX_PIECES) {
    throw new InputError('too-many-pieces', `${pieceCount} pieces are too many`);
  }
  const pieceHashes = parsePieceHashes(info, pieceCount);
  if (!pieceHashes && generation === 1) {
    throw new InputError('not-a-torrent', 'there are no piece hashes');
  }
  // A half without hashes is none.
  const version = pieceHashes ? listing.version : 'v2';
  const warnings: MetainfoWarningCode[] = [];
  if (decoder.guessed !== undefined) warnings.push('guessed-encoding');
  if (hasChangedNames) warnings.push('changed-names');
  if (files.some(({ kind }) => kind === 'symlink')) warnings.push('symlinks-left-out');
  return {
    infoBytes: bytes,
    version,
    name: safeElement(nameText(listing.name, decoder)),
    pieceLength,
    pieceCount,
    size,
    contentSize: contentSize(files),
    pieceHashes: version === 'v2' ? undefined : pieceHashes,
    files,
    isPrivate: isPrivate(info),
    source: info.text('source'),
    warnings: warnings.map(warning),
  };
}

/** 1 for a torrent of BEP 3 only, 2 from BEP 52 on. */
type Generation = 1 | 2;

function parseGeneration(info: BencodeDict): Generation {
  const field = info.get('meta version');
  const version = field?.kind === 'integer' ? field.value : 0;
  if (version > 2) {
    throw new InputError('unsupported-torrent', `a torrent of version ${version}`);
  }
  if (version > 0 && !info.isCanonical) {
    throw new InputError('not-a-torrent', 'its info dict is not canonical bencode');
  }
  const hasTree = info.dict('file tree') !== undefined;
  if (hasTree === version > 1) return version > 1 ? 2 : 1;
  throw new InputError(
    'not-a-torrent',
    hasTree ? 'it has files of version 2, but not its mark' : 'there is no file tree',
  );
}

function parsePieceLength(info: BencodeDict, generation: Generation): number {
  const length = info.integer('piece length');
  if (length === undefined || length < 1) {
    throw new InputError('not-a-torrent', 'the piece length is missing or wrong');
  }
  if (length > MAX_PIECE_LENGTH) {
    throw new InputError('piece-too-long', `pieces of ${length} bytes are too long`);
  }
  if (generation === 2 && !(length >= MIN_V2_PIECE_LENGTH && isPowerOfTwo(length))) {
    throw new InputError('not-a-torrent', `pieces of ${length} bytes in version 2`);
  }
  return length;
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}

interface Listing {
  readonly version: TorrentVersion;
  readonly name: RawName;
  readonly files: readonly ListedFile[];
}

function parseFiles(
  info: BencodeDict,
  generation: Generation,
  pieceLength: number,
): Listing {
  const name = preferredName(info);
  const v1 = parseV1Files(info, name);
  if (generation === 1) {
    if (v1) return { version: 'v1', name, files: [...v1.files] };
    throw new InputError('not-a-torrent', 'there are no files');
  }
  const tree = info.dict('file tree')!;
  const isSingle = isSingleFile(tree) && !info.list('files');
  const own = parseFileTree(tree, isSingle ? undefined : name);
  const v2 = implyPads(own, pieceLength, name);
  if (!v1) {
    return { version: 'v2', name: isSingle ? own[0]!.path[0]! : name, files: v2 };
  }
  // Without a pad file at the end, as older libtorrent made them.
  const files = v2.length === v1.count + 1 ? withoutTailPad(v2) : v2;
  compareHalves(v1.files, files);
  return { version: 'hybrid', name, files };
}

/** The names that are not UTF-8. */
function legacyNames({ name, files }: Listing): Uint8Array[] {
  const names = typeof name === 'string' ? [] : [name];
  for (const { path } of files) {
    for (const element of path) {
      if (typeof element !== 'string' && element !== name) names.push(element);
    }
  }
  return names;
}

/** "name.utf-8" where that is UTF-8, else "name". */
function preferredName(info: BencodeDict): RawName {
  const [better, plain] = ['name.utf-8', 'name'].map((key) => {
    const bytes = info.bytes(key);
    return bytes && rawName(bytes);
  });
  const name = typeof better === 'string' ? better : (plain ?? better);
  if (name === undefined) throw new InputError('not-a-torrent', 'there is no name');
  return name;
}

/** SHA-1 of each piece, one behind another. */
function parsePieceHashes(info: BencodeDict, pieceCount: number): Uint8Array | undefined {
  const hashes = info.bytes('pieces');
  if (!hashes || hashes.length === pieceCount * HASH_LENGTH) return hashes;
  const found = `${hashes.length} bytes of hashes for ${pieceCount} pieces`;
  throw new InputError('not-a-torrent', found);
}

function contentSize(files: Info['files']): number {
  return files.reduce((sum, { kind, length }) => sum + (kind === 'file' ? length : 0), 0);
}

/** Any number but 0, as others read it (BEP 27). */
function isPrivate(info: BencodeDict): boolean {
  const field = info.get('private');
  return field?.kind === 'integer' && field.value !== 0;
}
