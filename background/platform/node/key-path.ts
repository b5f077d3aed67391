/**
 * A file for any key, below some folder:
 *
 * - small letters, digits, '-' and '_' stand for themselves, every other code unit for
 *   '%' and four hex digits, so that no file system mixes up two keys or refuses one;
 * - what is longer than a file name may be is cut, and all but the last part become
 *   folders, their names ending in '+';
 * - a last '=' keeps the empty key from having no name at all.
 */
export function keyToPath(key: string): string[] {
  const name = key.replaceAll(/[^a-z0-9_-]/g, escapeUnit);
  const parts = name.match(PART) ?? [];
  const last = parts.pop() ?? '';
  return [...parts.map((part) => `${part}+`), `${last}=`];
}

/** The key that keyToPath made the path of. */
export function pathToKey(path: readonly string[]): string {
  const name = path.map((part) => part.slice(0, -1)).join('');
  return name.replaceAll(/%([0-9a-f]{4})/g, (_, digits) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/** As much as a file name holds, 255 bytes, with room for what is added to it. */
const PART = /.{1,200}/g;

function escapeUnit(unit: string): string {
  return `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
