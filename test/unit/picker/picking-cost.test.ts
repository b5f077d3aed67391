import { expect, test } from '@jest/globals';
import { Bitfield } from '../../../src/bytes/bitfield.ts';
import { PiecePicker, RANK } from '../../../src/picker/piece-picker.ts';
import { Random } from '../../support/random.ts';

/** Bits looked at, in all. */
let looks = 0;

class CountedBitfield extends Bitfield {
  override has(index: number): boolean {
    looks++;
    return super.has(index);
  }
}

const PEERS = 100;
const PICKS = 500;
/** Of all pieces, what peers have of them at first: few, some, nearly all, all. */
const SHARES = [0.001, 0.02, 0.5, 0.97, 1];

/**
 * Bits looked at for each piece begun, where whoever has few has what everyone has. All the
 * while peers gain pieces, and now and then a piece is released.
 */
function looksPerPick(pieceCount: number, sequential: boolean): number {
  const random = new Random(99);
  const picker = new PiecePicker({
    pieceCount,
    wanted: () => true,
    rank: () => RANK.normal,
    random: (bound) => random.below(bound),
  });
  picker.sequential = sequential;
  const peers = Array.from({ length: PEERS }, (_, index) => {
    const has = new CountedBitfield(pieceCount);
    const some = Math.ceil(SHARES[index % SHARES.length]! * pieceCount);
    for (let piece = pieceCount - some; piece < pieceCount; piece++) has.set(piece, true);
    return has;
  });
  for (const peer of peers) picker.count(peer, 1);
  // Each search begins once.
  for (const peer of peers) picker.pick(peer, -1);
  looks = 0;
  for (let pick = 0; pick < PICKS; pick++) {
    const peer = peers[random.below(PEERS)]!;
    const piece = picker.pick(peer, -1);
    if (piece !== -1) picker.begin(piece);
    const gained = random.below(pieceCount);
    const gainer = peers[random.below(PEERS)]!;
    if (!gainer.has(gained)) {
      gainer.set(gained, true);
      picker.countOne(gained, 1);
    }
    if (random.once(50) && piece !== -1) picker.release(piece);
  }
  return looks / PICKS;
}

test.each([false, true])(
  'a choice costs the same among 100,000 pieces as among 1,000 (sequential: %s)',
  (sequential) => {
    const few = looksPerPick(1000, sequential);
    const many = looksPerPick(100_000, sequential);
    expect(many).toBeLessThan(2 * few + 10);
    expect(many).toBeLessThan(100);
  },
);
