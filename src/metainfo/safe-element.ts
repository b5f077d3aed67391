import { encodeUtf8 } from '../bytes/text.ts';

/** Bytes of UTF-8 that every file system in use takes for one name. */
export const MAX_BYTES = 255;
/** Bytes from the last dot on that still count as an extension worth keeping. */
const MAX_EXTENSION = 32;

/** Formatting nobody sees: it can make two names look alike, or turn "exe.doc" around. */
const INVISIBLE = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;
/** Control characters, line separators, halves of surrogate pairs. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** What separates, or Windows refuses; a colon also names a stream or a drive there. */
const FORBIDDEN = /[/\\<>:"|?*]/g;
/** Windows drops these without a word, and "." and ".." are made of them. */
const TRAILING = /[. ]+$/;
/** Devices on Windows, whatever the extension. */
const RESERVED =
  /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)/i;

/**
 * One element of a path that is safe on every system, whatever a torrent calls it: never
 * empty, "." or "..", without separators, and at most 255 bytes. A name that is already so
 * stays as it is.
 */
export function safeElement(name: string): string {
  const clean = name
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(UNPRINTABLE, '_')
    .replace(FORBIDDEN, '_')
    .replace(TRAILING, '');
  const short = shorten(clean, MAX_BYTES);
  if (short !== '' && !RESERVED.test(short)) return short;
  return shorten(`_${short}`, MAX_BYTES);
}

/** `stem` and `extension`; the latter from its dot on, or empty. */
export function splitExtension(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 ? name.slice(dot) : '';
  if (byteLength(extension) > MAX_EXTENSION) return { stem: name, extension: '' };
  return { stem: name.slice(0, name.length - extension.length), extension };
}

/** At most `bytes` of UTF-8, cut between characters and before the extension. */
export function shorten(name: string, bytes: number): string {
  // No character takes more than 3 bytes a code unit: mostly there is nothing to count.
  if (name.length * 3 <= bytes || byteLength(name) <= bytes) return name;
  const { stem, extension } = splitExtension(name);
  let room = bytes - byteLength(extension);
  let end = 0;
  for (const character of stem) {
    room -= byteLength(character);
    if (room < 0) break;
    end += character.length;
  }
  const kept = stem.slice(0, end);
  return extension === '' ? kept.replace(TRAILING, '') : kept + extension;
}

function byteLength(text: string): number {
  return encodeUtf8(text).length;
}
