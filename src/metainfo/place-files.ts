import { InputError } from '../errors/input-error.ts';
import type { TorrentFile } from './file-layout.ts';
import type { ListedFile } from './listed-file.ts';
import type { NameDecoder } from './name-decoder.ts';
import { nameText, type RawName } from './raw-name.ts';
import { safeElement } from './safe-element.ts';
import { safePaths } from './safe-paths.ts';

export interface PlacedFiles {
  readonly files: readonly TorrentFile[];
  /** Whether a name had to be another to be safe. */
  readonly hasChangedNames: boolean;
}

/**
 * Gives each file its offset and safe path. Pad files are no file's rival for a name; symbolic
 * links are, so that files are called as in libtorrent. Throws InputError.
 */
export function placeFiles(
  listed: readonly ListedFile[],
  decoder: NameDecoder,
): PlacedFiles {
  const textOf = ({ path }: ListedFile) => pathText(path, decoder);
  const asked = listed.filter(({ kind }) => kind !== 'pad').map(textOf);
  const safe = safePaths(asked);
  const padPath = remembering((pad: ListedFile) => textOf(pad).map(safeElement));
  let next = 0;
  let offset = 0;
  const files = listed.map((item) => {
    const { length, kind, executable, hidden, piecesRoot } = item;
    const path = kind === 'pad' ? padPath(item) : safe[next++]!;
    const placed = { path, length, offset, kind, executable, hidden, piecesRoot };
    const file = differ(path, item.path) ? { ...placed, listedPath: item.path } : placed;
    offset += length;
    if (!Number.isSafeInteger(offset)) {
      throw new InputError('not-a-torrent', 'the files are too large to be true');
    }
    return file;
  });
  return { files, hasChangedNames: safe.some((path, at) => differ(path, asked[at]!)) };
}

function pathText(path: readonly RawName[], decoder: NameDecoder): readonly string[] {
  if (path.every((name) => typeof name === 'string')) return path;
  return path.map((name) => nameText(name, decoder));
}

/** Thousands of pad files are few. */
function remembering<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

function differ(path: readonly string[], other: readonly RawName[]): boolean {
  return path.some((element, at) => element !== other[at]);
}
