import { createHash } from 'node:crypto';

/**
 * The id that Chrome gives to whoever has this public key: the first 16 bytes of its SHA-256,
 * a letter from a to p for each hex digit.
 *
 * @param {string} key DER in base64, as the `key` of a manifest has it
 * @returns {string}
 */
export function extensionId(key) {
  const hash = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex');
  const letter = (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16));
  return [...hash.slice(0, 32)].map(letter).join('');
}
