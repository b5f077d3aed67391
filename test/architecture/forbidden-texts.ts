import type { Files } from './repository.ts';

interface ForbiddenText {
  readonly what: string;
  readonly pattern: RegExp;
  /** Paths it must not stand in. */
  readonly where: RegExp;
}

const ANYWHERE = /^(?!(?:.*\/)?package-lock\.json$|test\/(?:vectors|corpus)\/)/;
const CODE = /^(?:src|background|ui)\/.*\.(?:tsx?|mjs|html)$/;

// The one-letter classes keep this table from matching itself.
const FORBIDDEN: readonly ForbiddenText[] = [
  {
    what: 'unfinished work',
    pattern: /\b(?:T[O]DO|F[I]XME|X[X]X)\b/,
    where: ANYWHERE,
  },
  {
    what: "a path of somebody's machine",
    pattern: /(?<![\w.~-])(?:\/(?:h[o]me|U[s]ers|r[o]ot|w[o]rk)\/|[A-Z]:\\U[s]ers)/,
    where: ANYWHERE,
  },
  {
    what: 'the host of a package registry',
    pattern: /\b(?:r[e]gistry\.[\w-]+\.\w+|npm\.p[k]g\.|p[y]pi\.org|deb\.d[e]bian)/,
    where: ANYWHERE,
  },
  {
    what: 'text parsed as HTML',
    pattern:
      /inner[H]TML|outer[H]TML|dangerouslySet|insertAdjacent[H]TML|document\.write/i,
    where: CODE,
  },
  {
    what: 'code made from text',
    pattern: /\beval\(|\bFunction\(/,
    where: CODE,
  },
];

/** No line says what this project does not say. */
export function forbiddenTexts(files: Files): string[] {
  const wrong: string[] = [];
  for (const [path, text] of files) {
    const rules = FORBIDDEN.filter(({ where }) => where.test(path));
    for (const [index, line] of text.split('\n').entries()) {
      for (const { what, pattern } of rules) {
        if (pattern.test(line)) wrong.push(`${path}:${index + 1}: ${what}`);
      }
    }
  }
  return wrong;
}
