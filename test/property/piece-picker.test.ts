import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Bitfield } from '../../src/bytes/bitfield.ts';
import { PiecePicker } from '../../src/picker/piece-picker.ts';

const PIECES = 12;
const PEERS = 4;

const piece = fc.nat(PIECES - 1);
const peer = fc.nat(PEERS - 1);
const step = fc.oneof(
  fc.record({ kind: fc.constant('have' as const), peer, piece }),
  fc.record({ kind: fc.constant('lose' as const), peer, piece }),
  fc.record({ kind: fc.constant('begin' as const), piece }),
  fc.record({ kind: fc.constant('release' as const), piece }),
  fc.record({ kind: fc.constant('rank' as const), piece, rank: fc.nat(2) }),
  fc.record({ kind: fc.constant('leave' as const), peer }),
  fc.record({ kind: fc.constant('sequential' as const), on: fc.boolean() }),
  fc.record({ kind: fc.constant('pick' as const), peer }),
);

/** The same, slowly: looks at every piece. */
class Twin {
  readonly waiting = new Set(Array.from({ length: PIECES }, (_, piece) => piece));
  readonly ranks = new Array<number>(PIECES).fill(1);
  sequential = false;

  /** Among these the choice is free. */
  best(has: Bitfield, peers: readonly Bitfield[]): number[] {
    const rarity = (piece: number) =>
      this.sequential ? piece : peers.filter((other) => other.has(piece)).length;
    const key = (piece: number) => this.ranks[piece]! * 1000 + rarity(piece);
    const mine = [...this.waiting].filter((piece) => has.has(piece));
    const least = Math.min(...mine.map(key));
    return mine.filter((piece) => key(piece) === least);
  }
}

test('the picker chooses as one that looks at every piece does, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), fc.nat(), (steps, seed) => {
      let state = seed;
      const random = (bound: number) => {
        state = (state * 1103515245 + 12345) % 2147483648;
        return state % bound;
      };
      const twin = new Twin();
      const peers = Array.from({ length: PEERS }, () => new Bitfield(PIECES));
      const picker = new PiecePicker({
        pieceCount: PIECES,
        wanted: () => true,
        rank: () => 1,
        random,
      });
      for (const step of steps) {
        switch (step.kind) {
          case 'have':
          case 'lose': {
            const has = step.kind === 'have';
            if (peers[step.peer]!.has(step.piece) === has) break;
            peers[step.peer]!.set(step.piece, has);
            picker.countOne(step.piece, has ? 1 : -1);
            break;
          }
          case 'begin':
            picker.begin(step.piece);
            twin.waiting.delete(step.piece);
            break;
          case 'release':
            picker.release(step.piece);
            twin.waiting.add(step.piece);
            break;
          case 'rank':
            picker.setRank(step.piece, step.rank);
            twin.ranks[step.piece] = step.rank;
            break;
          case 'leave':
            picker.count(peers[step.peer]!, -1);
            peers[step.peer] = new Bitfield(PIECES);
            break;
          case 'sequential':
            picker.sequential = twin.sequential = step.on;
            break;
          case 'pick': {
            const has = peers[step.peer]!;
            const best = twin.best(has, peers);
            expect(picker.offers(has)).toBe(best.length > 0);
            const picked = picker.pick(has, -1);
            if (best.length === 0) expect(picked).toBe(-1);
            else expect(best).toContain(picked);
            break;
          }
        }
        expect(picker.waiting).toBe(twin.waiting.size);
      }
    }),
    { numRuns: 1000 },
  );
});
