import type { TorrentFile } from './file-layout.ts';

/** Files by their index: the first and the last of a run, both in it. */
export type FileRange = readonly [first: number, last: number];

/** No torrent has a file beyond this. */
const MAX_INDEX = 1_000_000;

/**
 * Reads the values of a magnet link's so= (BEP 53), as "0,2,4-6". Entries that make no sense
 * are left out; undefined when none is left.
 */
export function parseSelection(values: readonly string[]): FileRange[] | undefined {
  const ranges: FileRange[] = [];
  for (const entry of values.flatMap((value) => value.split(','))) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(entry);
    if (!match) continue;
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    if (first <= last && last <= MAX_INDEX) ranges.push([first, last]);
  }
  return ranges.length > 0 ? ranges : undefined;
}

/**
 * The indices of the files that are not selected, ascending. None when no file of this
 * torrent is: the selection was made for another.
 */
export function leftOut(
  selection: readonly FileRange[],
  files: readonly TorrentFile[],
): number[] {
  const selected = new Uint8Array(files.length);
  for (const [first, last] of selection) selected.fill(1, first, last + 1);
  if (!files.some(({ kind }, index) => kind === 'file' && selected[index])) return [];
  return [...selected.keys()].filter((index) => !selected[index]);
}
