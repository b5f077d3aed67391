import { InputError } from '../errors/input-error.ts';
import type { TorrentVersion } from '../metainfo/metainfo.ts';
import { safeElement } from '../metainfo/safe-element.ts';
import { safePaths } from '../metainfo/safe-paths.ts';

/**
 * Refuses what would not be found again: the files are seeded where they are, and whoever
 * opens the torrent, Rill itself first, changes names that are not safe on every system.
 * Throws InputError 'unusable-name'.
 */
export function checkNames(
  name: string,
  paths: readonly (readonly string[])[],
  version: TorrentVersion,
): void {
  const safeName = safeElement(name);
  if (safeName !== name) throw unusable(name, safeName);
  if (version !== 'v1' && paths.length === 1 && paths[0]!.join('/') === name) {
    // BEP 52 knows a torrent of one file by that: its folder would be lost.
    const why = `a folder and the only file in it cannot both be "${name}"`;
    throw new InputError('unusable-name', why);
  }
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
