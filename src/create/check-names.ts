import { InputError } from '../errors/input-error.ts';
import { safeElement } from '../metainfo/safe-element.ts';
import { safePaths } from '../metainfo/safe-paths.ts';

/**
 * Refuses what would not be found again: the files are seeded where they are, and whoever
 * opens the torrent, Rill itself first, changes names that are not safe on every system.
 * Throws InputError 'unusable-name'.
 */
export function checkNames(name: string, paths: readonly (readonly string[])[]): void {
  const safeName = safeElement(name);
  if (safeName !== name) throw unusable(name, `it would have to be "${safeName}"`);
  const safe = safePaths(paths.map((path) => [name, ...path]));
  for (const [index, path] of paths.entries()) {
    const [, ...wanted] = safe[index]!;
    if (path.every((element, at) => element === wanted[at])) continue;
    const clear = `every system can keep "${wanted.join('/')}": rename it, or leave it out`;
    throw unusable(path.join('/'), clear);
  }
}

function unusable(name: string, why: string): InputError {
  return new InputError(
    'unusable-name',
    `"${name}" is no name that every system can keep; ${why}`,
  );
}
