import type { BencodeDict } from '../bencode/value.ts';
import { InputError } from '../errors/input-error.ts';
import type { TorrentFile } from './file-layout.ts';
import { MAX_FILES } from './metainfo-limits.ts';
import { parseRawName, type RawName, vanishes } from './raw-name.ts';

/** A file as the torrent lists it. */
export interface ListedFile {
  /** From the torrent's name on; of one element for a torrent that is a single file. */
  path: readonly RawName[];
  readonly length: number;
  kind: TorrentFile['kind'];
  readonly executable: boolean;
  readonly hidden: boolean;
  /** 32 bytes (BEP 52). */
  piecesRoot: Uint8Array | undefined;
}

/** Throws InputError. */
export function checkFileCount(count: number): void {
  if (count <= MAX_FILES) return;
  throw new InputError('too-many-files', `${count} files are too many`);
}

/** Of a file's dict its length and attributes (BEP 47). Throws InputError. */
export function parseListedFile(file: BencodeDict, path: readonly RawName[]): ListedFile {
  const attributes = file.text('attr') ?? '';
  const isLink = attributes.includes('l');
  const isSymlink = isLink && hasTarget(file);
  return {
    path,
    length: isLink ? 0 : parseLength(file),
    kind: attributes.includes('p') ? 'pad' : isSymlink ? 'symlink' : 'file',
    executable: attributes.includes('x'),
    hidden: attributes.includes('h'),
    piecesRoot: undefined,
  };
}

/** One that points nowhere is an empty file, as in libtorrent. */
function hasTarget(file: BencodeDict): boolean {
  const target = file.list('symlink path') ?? [];
  return target.map(parseRawName).some((element) => !vanishes(element));
}

function parseLength(file: BencodeDict): number {
  const length = file.integer('length');
  if (length !== undefined && length >= 0) return length;
  throw new InputError('not-a-torrent', "a file's length is missing or wrong");
}
