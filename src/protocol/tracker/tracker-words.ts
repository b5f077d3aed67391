/** Of a tracker that says no, and nothing else. */
export const NO_REASON = 'the tracker gave no reason';

/** Characters. */
const MOST = 500;
/** Looked at: what is taken out does not count. */
const MOST_READ = 4 * MOST;
/**
 * What moves a terminal's cursor, begins a line, or turns the text around it (UAX 9); but for
 * the joiners, without which Persian and emoji fall apart.
 */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\s]|(?![\u200c\u200d])\p{Cf}/gu;

/** A text that a tracker wants a person to read, as one line of at most 500 characters. */
export function trackerWords(text: string): string {
  const line = text.slice(0, MOST_READ).replace(UNPRINTABLE, ' ').replace(/ +/g, ' ');
  // Half of a surrogate pair is no character.
  return line
    .trim()
    .slice(0, MOST)
    .replace(/\p{Cs}/gu, '');
}
