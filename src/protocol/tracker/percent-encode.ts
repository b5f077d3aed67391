import { toHex } from '../../bytes/hex.ts';

const UNRESERVED = /[0-9A-Za-z\-._~]/;

const ESCAPED = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (UNRESERVED.test(character)) return character;
  return `%${toHex(Uint8Array.of(byte)).toUpperCase()}`;
});

/** Raw bytes as part of an address (RFC 3986): neither UTF-8 nor hex. */
export function percentEncode(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ESCAPED[byte]).join('');
}
