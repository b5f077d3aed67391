import type { BencodeValue } from '../bencode/value.ts';
import { equal } from '../bytes/equal.ts';
import { decodeUtf8 } from '../bytes/text.ts';
import { InputError } from '../errors/input-error.ts';
import type { NameDecoder } from './name-decoder.ts';

/** A name as received: text where it is UTF-8, else its bytes. */
export type RawName = string | Uint8Array;

export function rawName(bytes: Uint8Array): RawName {
  return decodeUtf8(bytes) ?? bytes;
}

/** Throws InputError for what is no string. */
export function parseRawName(value: BencodeValue): RawName {
  if (value.kind === 'string') return rawName(value.bytes);
  throw new InputError('not-a-torrent', 'an element of a path is no string');
}

export function nameText(name: RawName, decoder: NameDecoder): string {
  return typeof name === 'string' ? name : decoder.decode(name);
}

export function sameName(one: RawName, other: RawName): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  return equal(one, other);
}

/** What libtorrent takes out of names: separators, and what changes the direction of writing. */
const TAKEN_OUT = /[/\\\u200e\u200f\u202a-\u202e]/g;

/** Whether it is no name: only dots that mean folders, and what separates names. */
export function vanishes(name: RawName): boolean {
  if (typeof name !== 'string' || name === '') return false;
  return /^\.{0,2}$/.test(name.replace(TAKEN_OUT, ''));
}
