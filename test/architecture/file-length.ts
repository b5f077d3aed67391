import type { Files } from './repository.ts';

const MAX_LINES = 500;
/** Data, which is as long as it is. */
const DATA = /(?:^|\/)package-lock\.json$|^test\/(?:vectors|corpus)\//;

/** A file that nears 500 lines asks to be split. */
export function fileLength(files: Files): string[] {
  return [...files]
    .filter(([path]) => !DATA.test(path))
    .map(([path, text]) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > MAX_LINES)
    .map(({ path, lines }) => `${path} has ${lines} lines`);
}
