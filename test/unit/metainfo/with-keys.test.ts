import { expect, test } from '@jest/globals';
import { encodeUtf8 } from '../../../src/bytes/text.ts';
import { withKeys } from '../../../src/metainfo/with-keys.ts';
import { withTrackers, withWebSeeds } from '../../../src/metainfo/with-sources.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

test('all but the keys that change stays byte for byte, unsorted dictionaries, too', () => {
  const file = encodeUtf8(
    'd8:announce1:a4:infod1:zi1e1:ai2ee3:oddd1:zi1e1:ai2ee4:zzzz0:e',
  );
  expect(text(withKeys(file, { announce: 'bc', 'url-list': ['w'] }))).toBe(
    'd8:announce2:bc4:infod1:zi1e1:ai2ee3:oddd1:zi1e1:ai2ee8:url-listl1:we4:zzzz0:e',
  );
  expect(text(withKeys(file, { announce: undefined }))).toBe(
    'd4:infod1:zi1e1:ai2ee3:oddd1:zi1e1:ai2ee4:zzzz0:e',
  );
});

test('trackers go into both keys for them, one alone only into the older', () => {
  const file = encodeUtf8('d8:announce1:x13:announce-listll1:xee4:infodee');
  expect(text(withTrackers(file, [['a', 'b'], ['c']]))).toBe(
    'd8:announce1:a13:announce-listll1:a1:bel1:cee4:infodee',
  );
  expect(text(withTrackers(file, [['a']]))).toBe('d8:announce1:a4:infodee');
  expect(text(withTrackers(file, []))).toBe('d4:infodee');
  expect(text(withWebSeeds(file, []))).toBe(text(file));
});
