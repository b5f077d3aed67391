const ALPHABET = new TextEncoder().encode(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
);
const PADDING = 0x3d;
const INVALID = 0xff;

const VALUES = new Uint8Array(256).fill(INVALID);
ALPHABET.forEach((character, value) => {
  VALUES[character] = value;
});

/** Base64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  const whole = bytes.length - (bytes.length % 3);
  let to = 0;
  for (let from = 0; from < bytes.length; from += 3) {
    const bits =
      (bytes[from]! << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    text[to++] = ALPHABET[bits >> 18]!;
    text[to++] = ALPHABET[(bits >> 12) & 63]!;
    text[to++] = ALPHABET[(bits >> 6) & 63]!;
    text[to++] = ALPHABET[bits & 63]!;
  }
  text.fill(PADDING, to - (whole < bytes.length ? 3 - (bytes.length - whole) : 0));
  return new TextDecoder().decode(text);
}

/** Reads base64, padded or not; undefined when it is anything else. */
export function fromBase64(text: string): Uint8Array | undefined {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (padding > 0 && text.length % 4 !== 0) return undefined;
  const length = text.length - padding;
  if (length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let to = 0;
  for (let from = 0; from < length; from += 4) {
    let bits = 0;
    for (let index = from; index < from + 4; index++) {
      const value = index < length ? VALUES[text.charCodeAt(index)] : 0;
      if (value === undefined || value === INVALID) return undefined;
      bits = (bits << 6) | value;
    }
    // What falls behind the end of a typed array is dropped.
    bytes[to++] = bits >> 16;
    bytes[to++] = bits >> 8;
    bytes[to++] = bits;
  }
  return bytes;
}
