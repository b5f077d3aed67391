import { expect, test } from '@jest/globals';
import { toHex } from '../../../src/bytes/hex.ts';
import { sipHash } from '../../../src/bytes/sip-hash.ts';

/** Of the reference implementation: key 00 to 0f, message 00, 01, 02 and so on. */
test.each([
  [0, '310e0edd47db6f72'],
  [1, 'fd67dc93c539f874'],
  [7, '37d1018bf50002ab'],
  [8, '6224939a79f5f593'],
  [15, 'e545be4961ca29a1'],
  [63, '724506eb4c328a95'],
])('the hash of %d bytes is that of the reference', (length, hash) => {
  const key = Uint8Array.from({ length: 16 }, (_, at) => at);
  const message = Uint8Array.from({ length }, (_, at) => at);
  expect(toHex(sipHash(key, message))).toBe(hash);
});
