/** Of one torrent. */
export const MOST_LABELS = 16;
/** UTF-16 units. */
export const LONGEST_LABEL = 64;

/** Control characters, halves of pairs, ends of lines, and what turns the direction of text. */
const MISPLACED = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
/** Anything that can be seen: neither a space nor a sign of format. */
const VISIBLE = /[^\p{Z}\p{Cf}]/u;

/** A label as it is kept, out of what was typed; undefined where it cannot be one. */
export function readLabel(text: string): string | undefined {
  const label = text
    .normalize('NFC')
    .trim()
    .replace(/\p{Zs}+/gu, ' ');
  if (label.length > LONGEST_LABEL || MISPLACED.test(label)) return undefined;
  return VISIBLE.test(label) ? label : undefined;
}

/** Equal where two labels are the same to a person, in whatever case. */
export function labelKey(label: string): string {
  return label.normalize('NFC').toLowerCase();
}
