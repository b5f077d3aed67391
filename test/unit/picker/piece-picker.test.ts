import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Bitfield } from '../../../src/bytes/bitfield.ts';
import { PiecePicker } from '../../../src/picker/piece-picker.ts';

const PIECES = 12;

/** "x.x" has pieces 0 and 2. */
function pieces(picture: string): Bitfield {
  const field = new Bitfield(picture.length);
  for (const [index, mark] of [...picture].entries()) field.set(index, mark === 'x');
  return field;
}

function picker(count: number, random: (bound: number) => number = () => 0): PiecePicker {
  return new PiecePicker(count, () => true, random);
}

test('picks the rarest piece that the peer has', () => {
  const pick = picker(4);
  pick.count(pieces('xxx.'), 1);
  pick.count(pieces('x.x.'), 1);
  pick.count(pieces('xx..'), 1);
  expect(pick.pick(pieces('x.x.'), -1)).toBe(2);
  expect(pick.pick(pieces('x...'), -1)).toBe(0);
});

test('prefers the neighbour among equally rare pieces, and only among those', () => {
  const pick = picker(4);
  pick.count(pieces('xx.x'), 1);
  expect(pick.pick(pieces('xxxx'), 1)).toBe(2);
  pick.begin(2);
  expect(pick.pick(pieces('xxxx'), 3)).toBe(3);
  pick.count(pieces('...x'), 1);
  expect(pick.pick(pieces('xxxx'), 3)).not.toBe(3);
});

test('answers -1 when the peer has nothing that is to begin', () => {
  const pick = new PiecePicker(
    3,
    (piece) => piece === 1,
    () => 0,
  );
  expect(pick.pick(pieces('x.x'), -1)).toBe(-1);
  expect(pick.pick(pieces('xxx'), -1)).toBe(1);
  pick.begin(1);
  expect(pick.pick(pieces('xxx'), -1)).toBe(-1);
  expect(pick.waiting).toBe(0);
});

type Step =
  | { kind: 'count'; piece: number; change: 1 | -1 }
  | { kind: 'begin' | 'release'; piece: number };

const piece = fc.nat(PIECES - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('count' as const),
    piece,
    change: fc.constantFrom(1 as const, -1 as const),
  }),
  fc.record({ kind: fc.constantFrom('begin' as const, 'release' as const), piece }),
);

test('keeps in step with a naive twin, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.nat(), (steps, seed) => {
      const pick = picker(PIECES, (bound) => seed % bound);
      const availability = new Array<number>(PIECES).fill(0);
      const waiting = new Set(availability.keys());
      for (const { kind, piece, ...rest } of steps) {
        if (kind === 'begin') {
          pick.begin(piece);
          waiting.delete(piece);
        } else if (kind === 'release') {
          pick.release(piece);
          waiting.add(piece);
        } else {
          const change = (rest as { change: 1 | -1 }).change;
          if (availability[piece]! + change < 0) continue;
          availability[piece]! += change;
          pick.countOne(piece, change);
        }
        const rarest = Math.min(...[...waiting].map((index) => availability[index]!));
        const picked = pick.pick(pieces('x'.repeat(PIECES)), -1);
        expect(pick.waiting).toBe(waiting.size);
        if (waiting.size === 0) expect(picked).toBe(-1);
        else {
          expect(waiting.has(picked)).toBe(true);
          expect(availability[picked]).toBe(rarest);
        }
      }
    }),
  );
});
