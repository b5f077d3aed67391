import type { FilePriority } from '../../src/api/snapshot.ts';
import { isIgnored } from '../../src/create/ignored.ts';
import { InputError } from '../../src/errors/input-error.ts';
import type { FileChoice } from './transfer-arguments.ts';

/** A file as `rill inspect` lists it. */
export interface ChoosableFile {
  /** Among all files of the torrent, pad files too. */
  readonly index: number;
  readonly path: readonly string[];
}

const NUMBERS = /^(\d+)(?:-(\d+))?$/;

/** Whether it is a number from 1, a range, or any other text. */
export function isFilePattern(text: string): boolean {
  const numbers = NUMBERS.exec(text);
  if (!numbers) return text !== '';
  const [first, last] = [Number(numbers[1]), Number(numbers[2] ?? numbers[1])];
  return first >= 1 && first <= last;
}

/**
 * How much each file is wanted: of those that are not 'normal', by their index. A pattern is a
 * number, from 1 in the order of `rill inspect`, a range of them, or a name, "*" being any
 * characters: of the file, of its path, or of its path with the torrent's name in front. What
 * is to be skipped is, whatever else is said of it; high wins over low. Throws InputError
 * where a pattern is of no file.
 */
export function chooseFiles(
  files: readonly ChoosableFile[],
  choice: FileChoice,
): ReadonlyMap<number, FilePriority> {
  const chosen = new Map<number, FilePriority>();
  const only = matching(files, choice.files);
  if (choice.files.length > 0) {
    for (const { index } of files) if (!only.has(index)) chosen.set(index, 'skip');
  }
  for (const index of matching(files, choice.low)) {
    if (!chosen.has(index)) chosen.set(index, 'low');
  }
  for (const index of matching(files, choice.high)) {
    if (chosen.get(index) !== 'skip') chosen.set(index, 'high');
  }
  for (const index of matching(files, choice.skip)) chosen.set(index, 'skip');
  return chosen;
}

function matching(
  files: readonly ChoosableFile[],
  patterns: readonly string[],
): Set<number> {
  const all = new Set<number>();
  for (const pattern of patterns) {
    const these = files.filter((file, at) => matches(file, at + 1, pattern));
    if (these.length === 0) {
      throw new InputError('bad-command', `the torrent has no file "${pattern}"`);
    }
    for (const { index } of these) all.add(index);
  }
  return all;
}

function matches({ path }: ChoosableFile, number: number, pattern: string): boolean {
  const numbers = NUMBERS.exec(pattern);
  if (numbers) {
    return number >= Number(numbers[1]) && number <= Number(numbers[2] ?? numbers[1]);
  }
  const names = [path.at(-1)!, path.slice(1).join('/'), path.join('/')];
  return names.some((name) => isIgnored(name, [pattern]));
}
