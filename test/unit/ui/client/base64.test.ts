import { expect, test } from '@jest/globals';
import { fromBase64, toBase64 } from '../../../../ui/client/base64.ts';

test.each([0, 1, 2, 3, 0x8000, 0x8001, 100_000])(
  'encodes %d bytes as Buffer does, and decodes them again',
  (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 7) % 256);
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  },
);
