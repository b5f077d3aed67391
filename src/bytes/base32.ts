const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Reads base32 without padding (RFC 4648, section 6), in either case; undefined when it is
 * anything else. Bits beyond the last whole byte are dropped.
 */
export function fromBase32(text: string): Uint8Array | undefined {
  if (/[^a-z2-7]/i.test(text)) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let waiting = 0;
  let at = 0;
  for (const character of text.toUpperCase()) {
    bits = ((bits << 5) | ALPHABET.indexOf(character)) & 0xfff;
    waiting += 5;
    if (waiting < 8) continue;
    waiting -= 8;
    bytes[at++] = bits >> waiting;
  }
  return bytes;
}
