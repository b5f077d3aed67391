const encoder = new TextEncoder();
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** undefined when the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  // Throwing costs many times as much as decoding does: it is done only where a replacement
  // character may have been there from the first, for what is not UTF-8 comes by thousands.
  const text = lenient.decode(bytes);
  if (!text.includes('\ufffd')) return text;
  if (!decodeLatin1(bytes).includes('\xef\xbf\xbd')) return undefined;
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * One character a byte, U+0000 to U+00FF: loses nothing, and sorts as the bytes do. (What
 * TextDecoder calls latin1 is windows-1252, and does not.)
 */
export function decodeLatin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return text;
}

/** Arguments to one call; more of them would overflow the stack. */
const CHUNK = 4096;

/** The reverse of decodeLatin1. Throws RangeError for a character beyond U+00FF. */
export function encodeLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0xff) throw new RangeError(`not a byte: U+${code.toString(16)}`);
    bytes[at] = code;
  }
  return bytes;
}

/** UTF-8 where it is that, one character a byte where it is not: never fails. */
export function decodeText(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? decodeLatin1(bytes);
}
