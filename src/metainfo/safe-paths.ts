import { foldName } from './fold-name.ts';
import { MAX_BYTES, safeElement, shorten, splitExtension } from './safe-element.ts';

/** Room for the number that tells apart two files of one name. */
const NUMBER_BYTES = 16;

/**
 * Makes each path safe to create, and all of them different on every system:
 *
 *   - each element goes through safeElement
 *   - names that differ in letter case only are one name
 *   - where a file and a folder have one name, the folder keeps it
 *   - of files with one name the first keeps it, the others get a number before their
 *     extension: "a.txt", "a.1.txt", "a.2.txt"
 *
 * The same paths always give the same result, so that a restart finds the files again.
 */
export function safePaths(paths: readonly (readonly string[])[]): string[][] {
  const root = new Folder();
  const safe = paths.map((path) => (path.length > 0 ? path : ['']).map(safeElement));
  // All folders come before any file. The paths are changed in place: there may be very many.
  const folders = safe.map((path) => root.descend(path));
  for (const [index, path] of safe.entries()) {
    path.push(folders[index]!.take(path.pop()!));
  }
  return safe;
}

/** The names in one folder, each in a form that is equal for every letter case. */
class Folder {
  readonly #folders = new Map<string, Folder>();
  readonly #files = new Set<string>();
  /** By name: the last number given to a file of that name. */
  readonly #numbers = new Map<string, number>();

  /** The folder that the file at `path` is in, made if need be. */
  descend(path: readonly string[]): Folder {
    let folder: Folder = this;
    for (let depth = 0; depth < path.length - 1; depth++) {
      const key = foldName(path[depth]!);
      const inner = folder.#folders.get(key) ?? new Folder();
      folder.#folders.set(key, inner);
      folder = inner;
    }
    return folder;
  }

  /** The name that a file gets which asks for `name`. */
  take(name: string): string {
    let candidate = name;
    while (!this.#isFree(foldName(candidate))) candidate = this.#numbered(name);
    this.#files.add(foldName(candidate));
    return candidate;
  }

  #isFree(key: string): boolean {
    return !this.#files.has(key) && !this.#folders.has(key);
  }

  /** Never the same twice, so that thousands of files of one name cost no search each. */
  #numbered(name: string): string {
    const base = shorten(name, MAX_BYTES - NUMBER_BYTES);
    const number = (this.#numbers.get(foldName(base)) ?? 0) + 1;
    this.#numbers.set(foldName(base), number);
    const { stem, extension } = splitExtension(base);
    return `${stem}.${number}${extension}`;
  }
}
