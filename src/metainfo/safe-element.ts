/** Bytes of UTF-8 that every file system in use takes for one name. */
export const MAX_BYTES = 255;
/** Bytes from the last dot on that still count as an extension worth keeping. */
const MAX_EXTENSION = 32;

/**
 * Formatting nobody sees: it can make two names look alike, or turn "exe.doc" around. Chrome
 * takes none of it in a person's folder but the joiners, which libtorrent drops, too.
 */
const INVISIBLE = /\p{Cf}/gu;
/** Control characters, line separators, halves of surrogate pairs, what is no character. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/gu;
/**
 * No text has more than 30 marks on one character (UAX 15, "Stream-Safe Text Format"); and to
 * bring n of them into their order takes n² steps: seconds for one name.
 */
const EXCESS_MARKS = /(\p{M}{30})\p{M}+/gu;
/** Printable ASCII: nothing of the above. */
const PLAIN = /^[ -~]*$/;
/** What separates, or Windows refuses; a colon also names a stream or a drive there. */
const FORBIDDEN = /[/\\<>:"|?*]/g;
/** Windows drops these without a word, and "." and ".." are made of them. */
const TRAILING = new Set('. ');
/** Devices on Windows, whatever the extension; ChromeOS's Files refuses them, too. */
const RESERVED =
  /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)/i;

/** Part files are called so (placement.ts): none is a torrent's to write into. */
const PART_FILE = /^\.[0-9a-f]{40}\.parts$/i;

/**
 * One element of a path that is safe on every system, whatever a torrent calls it: never
 * empty, "." or "..", without separators, and at most 255 bytes. A name that is already so
 * stays as it is.
 */
export function safeElement(name: string): string {
  const visible = PLAIN.test(name) ? name : normalized(name);
  const clean = withoutTrailing(visible.replace(FORBIDDEN, '_'));
  const short = shorten(clean, MAX_BYTES);
  const isFree = !RESERVED.test(short) && !PART_FILE.test(short);
  if (short !== '' && isFree) return short;
  return shorten(`_${short}`, MAX_BYTES);
}

function normalized(name: string): string {
  return name
    .replace(INVISIBLE, '')
    .replace(EXCESS_MARKS, '$1')
    .normalize('NFC')
    .replace(UNPRINTABLE, '_');
}

/** `stem` and `extension`; the latter from its dot on, or empty. */
export function splitExtension(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 ? name.slice(dot) : '';
  if (unitsWithin(extension, MAX_EXTENSION) < extension.length) {
    return { stem: name, extension: '' };
  }
  return { stem: name.slice(0, name.length - extension.length), extension };
}

/** At most `bytes` of UTF-8, cut between characters and before the extension. */
export function shorten(name: string, bytes: number): string {
  // No character takes more than 3 bytes a code unit: mostly there is nothing to count.
  if (name.length * 3 <= bytes || unitsWithin(name, bytes) === name.length) return name;
  const { stem, extension } = splitExtension(name);
  const kept = stem.slice(0, unitsWithin(stem, bytes - byteLength(extension)));
  return extension === '' ? withoutTrailing(kept) : kept + extension;
}

/**
 * How many code units of the text, whole characters only, take at most `bytes` of UTF-8.
 * Counted here, for encoding each name to measure it keeps the garbage collector busy.
 */
function unitsWithin(text: string, bytes: number): number {
  let room = bytes;
  let at = 0;
  while (at < text.length) {
    const code = text.codePointAt(at)!;
    room -= utf8Length(code);
    if (room < 0) break;
    at += code < 0x10000 ? 1 : 2;
  }
  return at;
}

/** Of text that is not long, and without halves of surrogate pairs. */
function byteLength(text: string): number {
  let length = 0;
  for (const character of text) {
    length += utf8Length(character.codePointAt(0)!);
  }
  return length;
}

function utf8Length(code: number): number {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** No regular expression: those look again from each of a million spaces. */
function withoutTrailing(name: string): string {
  let end = name.length;
  while (end > 0 && TRAILING.has(name[end - 1]!)) end--;
  return name.slice(0, end);
}
