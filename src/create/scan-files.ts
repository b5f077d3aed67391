import { decodeLatin1, encodeUtf8 } from '../bytes/text.ts';
import { InputError } from '../errors/input-error.ts';
import { StorageError } from '../errors/storage-error.ts';
import type { FileStat, Folder, FolderPath } from '../ports/folders.ts';
import { isIgnored } from './ignored.ts';
import { inLanes } from './in-lanes.ts';

/** Elements of a path below the torrent's name. */
const MAX_DEPTH = 60;
const MAX_FILES = 200_000;
/** Files looked at, at once. */
const LANES = 16;

/** A file that is there. */
export interface FoundFile extends FileStat {
  /** In the folder. */
  readonly place: FolderPath;
  /** Below what is shared; empty when that is this one file. */
  readonly path: readonly string[];
}

export interface ScanOptions {
  /** A file or a folder; empty: the whole folder. */
  readonly path: FolderPath;
  /** Patterns of names to leave out. */
  readonly ignore: readonly string[];
  /** A place to leave out. */
  readonly except?: FolderPath | undefined;
  readonly signal: AbortSignal;
}

/**
 * The files at or below a path, in the order of a v2 torrent's tree: by the bytes of the
 * names, folder by folder. Rejects with InputError 'too-many-files' or 'path-too-deep',
 * StorageError, or the signal's reason.
 */
export async function scanFiles(
  folder: Folder,
  options: ScanOptions,
): Promise<FoundFile[]> {
  const { path, signal } = options;
  const single = path.length > 0 ? await folder.stat(path) : undefined;
  if (single) return [{ ...single, place: path, path: [] }];
  const places = await walk(folder, options);
  const found: FoundFile[] = [];
  await inLanes(LANES, places.entries(), async ([index, place]) => {
    signal.throwIfAborted();
    const stat = await folder.stat(place);
    if (!stat) throw new StorageError('file-gone', `${place.join('/')} is gone`);
    found[index] = { ...stat, place, path: place.slice(path.length) };
  });
  return found;
}

/** A list of its own holds what is to be looked at: no depth overflows the stack. */
async function walk(folder: Folder, options: ScanOptions): Promise<FolderPath[]> {
  const { path, ignore, except, signal } = options;
  const places: FolderPath[] = [];
  const left: { readonly place: FolderPath; readonly isFile: boolean }[] = [
    { place: path, isFile: false },
  ];
  for (let next = left.pop(); next; next = left.pop()) {
    signal.throwIfAborted();
    const { place, isFile } = next;
    if (place.length - path.length > MAX_DEPTH) {
      throw new InputError('path-too-deep', `${place.join('/')} lies too deep`);
    }
    if (isFile) {
      if (places.push(place) <= MAX_FILES) continue;
      throw new InputError('too-many-files', `there are more than ${MAX_FILES} files`);
    }
    const entries = (await folder.list(place))
      .filter(({ name }) => !isIgnored(name, ignore))
      .map(({ name, kind }) => ({ name, kind, key: decodeLatin1(encodeUtf8(name)) }))
      // The first comes off the list first.
      .sort((a, b) => (a.key < b.key ? 1 : -1));
    for (const { name, kind } of entries) {
      const inner = [...place, name];
      const isFile = kind === 'file';
      if (isFile && except && same(inner, except)) continue;
      left.push({ place: inner, isFile });
    }
  }
  return places;
}

function same(a: FolderPath, b: FolderPath): boolean {
  return a.length === b.length && a.every((name, at) => name === b[at]);
}
