import { InputError } from '../errors/input-error.ts';
import type { ListedFile } from './listed-file.ts';
import { sameName } from './raw-name.ts';

/**
 * Throws InputError 'halves-differ' unless both lists of a hybrid torrent put the same bytes
 * in the same places (BEP 52). As in libtorrent only files with bytes have to agree, by index:
 * what is empty, and how pad files are called, makes no difference to any piece.
 */
export function compareHalves(v1: Iterable<ListedFile>, v2: readonly ListedFile[]): void {
  let index = 0;
  let offset1 = 0;
  let offset2 = 0;
  for (const one of v1) {
    const two = v2[index];
    if (!two || hasData(one) !== hasData(two)) throw differ(index);
    if (hasData(one) && (offset1 !== offset2 || !isSameFile(one, two))) {
      throw differ(index);
    }
    offset1 += one.length;
    offset2 += two.length;
    index++;
  }
  if (index !== v2.length || offset1 !== offset2) throw differ(index);
}

function hasData({ kind, length }: ListedFile): boolean {
  return kind !== 'pad' && length > 0;
}

function isSameFile(one: ListedFile, two: ListedFile): boolean {
  return (
    one.length === two.length &&
    one.path.length === two.path.length &&
    one.path.every((element, at) => sameName(element, two.path[at]!))
  );
}

function differ(index: number): InputError {
  return new InputError(
    'halves-differ',
    `its version 1 and version 2 halves differ at file ${index}`,
  );
}
