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
  if (safeName !== name) throw unusable(name, safeName);
  const safe = safePaths(paths.map((path) => [name, ...path]));
  for (const [index, path] of paths.entries()) {
    const [, ...wanted] = safe[index]!;
    if (path.every((element, at) => element === wanted[at])) continue;
    throw unusable(path.join('/'), wanted.join('/'));
  }
}

function unusable(name: string, safe: string): InputError {
  return new InputError('unusable-name', `"${name}" would have to be "${safe}"`);
}
