import type { BencodeDict, BencodeValue } from '../bencode/value.ts';
import { InputError } from '../errors/input-error.ts';
import { checkFileCount, type ListedFile, parseListedFile } from './listed-file.ts';
import { MAX_PATH_DEPTH } from './metainfo-limits.ts';
import { parseRawName, type RawName, vanishes } from './raw-name.ts';

/** How BitComet calls its pad files, which it does not mark as such. */
const BITCOMET_PAD = '_____padding_file_';

/**
 * The files of BEP 3, in stream order: "files", or else the one that the info dict itself
 * describes; undefined when it has neither. Reading on throws InputError.
 */
export function parseV1Files(info: BencodeDict, name: RawName): V1Files | undefined {
  const list = info.list('files');
  if (list) {
    checkFileCount(list.length);
    return { count: list.length, files: listedFiles(list, name) };
  }
  if (!info.get('length')) return undefined;
  if (name === '' || vanishes(name)) {
    throw new InputError('not-a-torrent', 'the file has no name');
  }
  return { count: 1, files: [withBitcometPad(parseListedFile(info, [name]))] };
}

/** Read one by one: a hybrid's are only compared, and there may be very many. */
export interface V1Files {
  readonly count: number;
  readonly files: Iterable<ListedFile>;
}

function* listedFiles(
  list: readonly BencodeValue[],
  name: RawName,
): Iterable<ListedFile> {
  for (const item of list) {
    if (item.kind !== 'dict') throw new InputError('not-a-torrent', 'a file is no dict');
    const path = parsePath(item);
    if (path.length > MAX_PATH_DEPTH) {
      throw new InputError('path-too-deep', `${path.length} folders in one another`);
    }
    path.unshift(name);
    const file = parseListedFile(item, path);
    if (path.length === 1) {
      if (file.kind !== 'pad')
        throw new InputError('not-a-torrent', 'a file has no path');
      file.path = padPath(name, file.length);
    }
    yield withBitcometPad(file);
  }
}

function withBitcometPad(file: ListedFile): ListedFile {
  const isPad = file.path.some(
    (element) => typeof element === 'string' && element.includes(BITCOMET_PAD),
  );
  if (isPad) file.kind = 'pad';
  return file;
}

/** Where libtorrent has a pad file that has no path, or is only implied (BEP 52). */
export function padPath(name: RawName, length: number): RawName[] {
  return [name, '.pad', String(length)];
}

/** "path.utf-8" where that is UTF-8, else "path"; empty when there is none. */
function parsePath(file: BencodeDict): RawName[] {
  const better = file.list('path.utf-8')?.map(parseRawName);
  if (better?.every((element) => typeof element === 'string')) return better;
  return file.list('path')?.map(parseRawName) ?? better ?? [];
}
