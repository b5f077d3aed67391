import { decodeLatin1, encodeUtf8 } from './text.ts';

const DIGITS = encodeUtf8('0123456789abcdef');

/** Two lower case digits a byte. */
export function toHex(bytes: Uint8Array): string {
  const digits = new Uint8Array(bytes.length * 2);
  for (let at = 0; at < bytes.length; at++) {
    digits[2 * at] = DIGITS[bytes[at]! >> 4]!;
    digits[2 * at + 1] = DIGITS[bytes[at]! & 15]!;
  }
  return decodeLatin1(digits);
}

/** Reads what toHex writes, in either case; undefined when it is anything else. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || /[^0-9a-fA-F]/.test(text)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  }
  return bytes;
}
