/** String.fromCharCode takes its bytes as arguments, and there is a limit to those. */
const STEP = 0x8000;

/** Base64 as RFC 4648 section 4 has it, with padding. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += STEP) {
    binary += String.fromCharCode(...bytes.subarray(start, start + STEP));
  }
  return btoa(binary);
}

/** The reverse. Throws a DOMException on what is not base64. */
export function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
