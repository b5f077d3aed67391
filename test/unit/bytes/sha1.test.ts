import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { toHex } from '../../../src/bytes/hex.ts';
import { sha1 } from '../../../src/bytes/sha1.ts';

test.each([0, 1, 4, 16, 55, 56, 63, 64, 65, 119, 120, 1000])(
  'the SHA-1 of %d bytes is that of Node',
  (length) => {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 31) & 0xff);
    expect(toHex(sha1(bytes))).toBe(createHash('sha1').update(bytes).digest('hex'));
  },
);
