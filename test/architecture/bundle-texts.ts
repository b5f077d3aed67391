import type { Files } from './repository.ts';

const FORBIDDEN = [/\beval\s*\(/, /\bFunction\s*\(/, /\binnerHTML\b/, /\bouterHTML\b/];

/** What is shipped makes neither code nor HTML out of text, its dependencies included. */
export function bundleTexts(files: Files): string[] {
  return [...files].flatMap(([path, text]) =>
    FORBIDDEN.map((pattern) => pattern.exec(text))
      .filter((match) => match !== null)
      .map(
        (match) =>
          `${path}: …${text.slice(Math.max(0, match.index - 40), match.index + 60)}…`,
      ),
  );
}
