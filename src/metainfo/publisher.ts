import { fromHex, toHex } from '../bytes/hex.ts';

/** Who says which torrent is meant: the owner of a mutable item of the DHT (BEP 46). */
export interface Publisher {
  /** Ed25519, 32 bytes. */
  readonly key: Uint8Array;
  /** Tells apart several items of one key; at most 64 bytes, and mostly none. */
  readonly salt: Uint8Array;
}

const KEY_LENGTH = 32;
const LONGEST_SALT = 64;

/**
 * Reads the first "urn:btpk:" among the values of "xs", and the "s" that goes with it. Either
 * one malformed means another item, or none: undefined.
 */
export function parsePublisher(
  sources: readonly string[],
  salts: readonly string[],
): Publisher | undefined {
  const digits = sources.map((source) => /^urn:btpk:(.*)$/is.exec(source)?.[1]);
  const key = fromHex(digits.find((text) => text !== undefined) ?? '');
  const salt = fromHex(salts[0] ?? '');
  if (key?.length !== KEY_LENGTH || !salt || salt.length > LONGEST_SALT) return undefined;
  return { key, salt };
}

/** The fields of a link from which parsePublisher reads the same. */
export function publisherFields({ key, salt }: Publisher): string[] {
  const field = `xs=urn:btpk:${toHex(key)}`;
  return salt.length > 0 ? [field, `s=${toHex(salt)}`] : [field];
}
