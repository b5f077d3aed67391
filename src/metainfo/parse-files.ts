import type { BencodeDict, BencodeValue } from '../bencode/value.ts';
import { decodeUtf8 } from '../bytes/text.ts';
import { InputError } from '../errors/input-error.ts';
import type { TorrentFile } from './file-layout.ts';
import { safeElement } from './safe-element.ts';
import { safePaths } from './safe-paths.ts';

const MAX_FILES = 500_000;
/** Elements of one path. */
const MAX_DEPTH = 64;

/** The files of an info dict, in stream order, at least one. Throws InputError. */
export function parseFiles(info: BencodeDict, name: string): TorrentFile[] {
  const list = info.list('files');
  const listed = list
    ? list.map((item) => parseListedFile(item, name))
    : [{ path: [name], length: parseLength(info), attributes: attributesOf(info) }];
  if (listed.length === 0) throw new InputError('not-a-torrent', 'there are no files');
  if (listed.length > MAX_FILES) {
    throw new InputError('torrent-too-large', `${listed.length} files are too many`);
  }
  return place(listed);
}

/** Text of the key, or of the same in ".utf-8", which is the better one where it is UTF-8. */
export function preferredText(dict: BencodeDict, key: string): string | undefined {
  const bytes = dict.bytes(`${key}.utf-8`);
  return (bytes && decodeUtf8(bytes)) ?? dict.text(key);
}

interface ListedFile {
  /** As the torrent has it, below its name. */
  readonly path: readonly string[];
  readonly length: number;
  /** BEP 47: letters. */
  readonly attributes: string;
}

/** Gives each file its offset and safe path. Pad files are no file's rival for a name. */
function place(listed: readonly ListedFile[]): TorrentFile[] {
  const kept = safePaths(listed.filter((file) => !isPad(file)).map((file) => file.path));
  let next = 0;
  let offset = 0;
  return listed.map((item) => {
    const { path, length, attributes } = item;
    const file: TorrentFile = {
      path: isPad(item) ? path.map(safeElement) : kept[next++]!,
      length,
      offset,
      kind: isPad(item) ? 'pad' : 'file',
      executable: attributes.includes('x'),
      hidden: attributes.includes('h'),
      piecesRoot: undefined,
    };
    offset += length;
    if (!Number.isSafeInteger(offset)) {
      throw new InputError('not-a-torrent', 'the files are too large to be true');
    }
    return file;
  });
}

function parseListedFile(value: BencodeValue, name: string): ListedFile {
  if (value.kind !== 'dict') throw new InputError('not-a-torrent', 'a file is no dict');
  const path = preferredPath(value);
  if (!path) throw new InputError('not-a-torrent', 'a file has no path');
  if (path.length > MAX_DEPTH) {
    throw new InputError('unsupported-torrent', 'a path has too many folders');
  }
  const attributes = attributesOf(value);
  return { path: [name, ...path], length: parseLength(value), attributes };
}

function attributesOf(file: BencodeDict): string {
  return file.text('attr') ?? '';
}

function isPad(file: ListedFile): boolean {
  return file.attributes.includes('p');
}

function parseLength(dict: BencodeDict): number {
  const length = dict.integer('length');
  if (length !== undefined && length >= 0) return length;
  throw new InputError('not-a-torrent', "a file's length is missing or wrong");
}

function preferredPath(file: BencodeDict): string[] | undefined {
  return (
    parsePath(file.list('path.utf-8'), (value) => decodeUtf8(value.bytes)) ??
    parsePath(file.list('path'), (value) => value.text)
  );
}

/** undefined when it is empty, or an element is no string, or not one `read` can read. */
function parsePath(
  list: readonly BencodeValue[] | undefined,
  read: (value: Extract<BencodeValue, { kind: 'string' }>) => string | undefined,
): string[] | undefined {
  if (!list) return undefined;
  const path: string[] = [];
  for (const value of list) {
    const element = value.kind === 'string' ? read(value) : undefined;
    if (element === undefined) return undefined;
    path.push(element);
  }
  return path.length > 0 ? path : undefined;
}
