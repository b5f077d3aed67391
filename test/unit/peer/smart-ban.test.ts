import { expect, test } from '@jest/globals';
import { SmartBan } from '../../../src/peer/smart-ban.ts';

/** Of blocks that hold these bytes: 32 of each stand for its digest. */
const digests = (...blocks: number[]) =>
  Uint8Array.from(blocks.flatMap((byte) => new Array(32).fill(byte)));

test('convicts who sent a block that the right piece does not have, and nobody else', () => {
  const ban = new SmartBan<string>();
  ban.remember(5, digests(1, 9, 3), ['ann', 'bob', 'cid']);
  expect([...ban.convict(5, digests(1, 2, 3))]).toEqual(['bob']);
  expect(ban.suspects(5)).toBe(false);
});

test('convicts the liars of every attempt', () => {
  const ban = new SmartBan<string>();
  ban.remember(5, digests(9, 2), ['ann', 'bob']);
  ban.remember(5, digests(1, 9), ['bob', 'cid']);
  expect([...ban.convict(5, digests(1, 2))]).toEqual(['ann', 'cid']);
});

test('forgets the oldest pieces once there are too many', () => {
  const ban = new SmartBan<string>();
  const senders = new Array<string>(1024).fill('ann');
  for (let piece = 0; piece < 17; piece++) {
    ban.remember(piece, new Uint8Array(1024 * 32), senders);
  }
  expect(ban.suspects(0)).toBe(false);
  expect(ban.suspects(1)).toBe(true);
});
