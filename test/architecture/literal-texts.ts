import type { Files } from './repository.ts';

const WORD = String.raw`\p{L}{2}`;
/** Attributes that a person reads or hears. */
const ATTRIBUTES =
  'title|alt|placeholder|label|hint|how|unit|aria-label|aria-description';
const LITERALS = new RegExp(
  [
    // Between tags, as no expression of TypeScript is.
    String.raw`>[^<>{}=;()&|]*${WORD}[^<>{}=;()&|]*(?=<\/|<[a-zA-Z]|\{)`,
    String.raw`\{\s*(['"\x60])[^'"\x60\n$]*${WORD}[^'"\x60\n]*\1\s*\}\s*<`,
    String.raw`\s(?:${ATTRIBUTES})="[^"]*${WORD}[^"]*"`,
    String.raw`\s(?:${ATTRIBUTES})=\{\s*['"\x60][^'"\x60$]*${WORD}`,
  ].join('|'),
  'gu',
);

/** What is said to people stands in ui/i18n, where it can be translated. */
export function literalTexts(files: Files): string[] {
  return [...files].flatMap(([path, source]) => {
    if (!path.startsWith('ui/') || !path.endsWith('.tsx')) return [];
    const code = source
      .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
      // The type of a function.
      .replaceAll(/=>\s*(?:Promise|void|\w+Props)\b/g, '');
    return [...code.matchAll(LITERALS)].map(([found]) => `${path}: ${found.trim()}`);
  });
}
