import { en } from '../../ui/i18n/english.ts';
import type { Files } from './repository.ts';

/** Values that hold what other people wrote, whichever way it is written. */
const NAMES = 'name|names|sought|line|label|folder|warning';
const CALL = /\b(?:text|plural)\(\s*(?:\w+\s*\?\s*)?'([\w.-]+)'/g;
/** Not the text of another key, or a figure. */
const BARE = new RegExp(
  String.raw`\b(${NAMES})(?:\s*:(?!\s*(?:isolate|text|format\w*|namesOf)\()|(?=\s*[,}]))`,
);
const TEXTS: Readonly<Record<string, string>> = en;

/**
 * A name in a sentence does not turn the rest of it around. What only names a control is heard,
 * not read.
 */
export function isolatedNames(files: Files): string[] {
  return [...files].flatMap(([path, source]) => {
    if (!/^ui\/.*\.tsx?$/.test(path)) return [];
    return [...source.matchAll(CALL)].flatMap(({ 1: key = '', index }) => {
      const call = callAt(source, index);
      const [, name] = BARE.exec(call.slice(call.indexOf('{'))) ?? [];
      if (!call.includes('{') || name === undefined || !isSentence(key)) return [];
      return source.includes(`const ${name} = isolate(`) ? [] : [`${path}: ${call}`];
    });
  });
}

function isSentence(key: string): boolean {
  return /[.?!]$/.test(TEXTS[key] ?? TEXTS[`${key}.other`] ?? '.');
}

/** From its name to the bracket that closes it. */
function callAt(source: string, from: number): string {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    if (source[at] === '(') depth++;
    if (source[at] === ')' && --depth === 0) return source.slice(from, at + 1);
  }
  return source.slice(from);
}
