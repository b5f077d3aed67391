import { expect, test } from '@jest/globals';
import { Bitfield } from '../../../src/bytes/bitfield.ts';
import { PiecePicker, RANK } from '../../../src/picker/piece-picker.ts';
import { Random } from '../../support/random.ts';

/** "x.x" has pieces 0 and 2. */
function pieces(picture: string): Bitfield {
  const field = new Bitfield(picture.length);
  for (const [index, mark] of [...picture].entries()) field.set(index, mark === 'x');
  return field;
}

interface Options {
  /** Pieces to begin. */
  readonly wanted?: string;
  /** "+" high, "-" low. */
  readonly ranks?: string;
  readonly seed?: number;
}

function picker(peers: readonly string[], options: Options = {}): PiecePicker {
  const random = new Random(options.seed ?? 7);
  const ranks = { '+': RANK.high, '-': RANK.low };
  const picker = new PiecePicker({
    pieceCount: peers[0]!.length,
    wanted: (piece) => (options.wanted?.[piece] ?? 'x') === 'x',
    rank: (piece) => ranks[(options.ranks?.[piece] ?? ' ') as '+'] ?? RANK.normal,
    random: (bound) => random.below(bound),
  });
  for (const peer of peers) picker.count(pieces(peer), 1);
  return picker;
}

/** All that a peer is given, in order. */
function given(from: PiecePicker, has: string, near = -1): number[] {
  const field = pieces(has);
  const order: number[] = [];
  for (let piece = from.pick(field, near); piece !== -1; piece = from.pick(field, near)) {
    from.begin(piece);
    order.push(piece);
  }
  return order;
}

const SWARM = ['xxxxxx', 'xx.xxx', 'x..x.x', '...x..'];

test('begins with the rarest of the pieces that the peer has', () => {
  expect(given(picker(SWARM), 'xxxx..')).toEqual([2, 1, 0, 3]);
  expect(given(picker(SWARM), '.x.x..')).toEqual([1, 3]);
});

test('begins nothing that is not wanted, or not had', () => {
  const from = picker(SWARM, { wanted: '.xx...' });
  expect(given(from, 'x..xxx')).toEqual([]);
  expect(from.offers(pieces('x..xxx'))).toBe(false);
  expect(from.offers(pieces('xx....'))).toBe(true);
  expect(given(from, 'xxxxxx')).toEqual([2, 1]);
  expect(from.waiting).toBe(0);
});

test('equally rare pieces come in another order for everyone', () => {
  const orders = [1, 3, 5, 7, 9, 11].map((seed) =>
    given(picker(['xxxxxxxx', 'xxxxxxxx'], { seed }), 'xxxxxxxx').join(),
  );
  expect(new Set(orders).size).toBe(6);
});

test('a tie may be drawn any way, also among pieces that became equal one by one', () => {
  const firsts = new Set<number>();
  for (let seed = 1; seed <= 60; seed++) {
    const from = picker(['......'], { seed });
    for (let piece = 0; piece < 6; piece++) from.countOne(piece, 1);
    firsts.add(from.pick(pieces('xxxxxx'), -1));
  }
  expect([...firsts].sort()).toEqual([0, 1, 2, 3, 4, 5]);
});

test('a neighbour wins among equally rare pieces, and only among those', () => {
  const from = picker(['xxxx', 'xx.x']);
  expect(from.pick(pieces('xxxx'), 3)).toBe(2);
  from.begin(2);
  expect(from.pick(pieces('xxxx'), 3)).toBe(3);
  from.begin(3);
  expect([0, 1]).toContain(from.pick(pieces('xxxx'), 3));
});

test('high comes before normal before low, however rare', () => {
  const from = picker(SWARM, { ranks: '-+-+  ' });
  expect(given(from, 'xxxxxx')).toEqual([1, 3, 4, 5, 2, 0]);
});

test('a piece may rise, and sink, while it waits', () => {
  const from = picker(SWARM);
  from.setRank(3, RANK.high);
  from.setRank(2, RANK.low);
  expect(given(from, 'xxxx..')).toEqual([3, 1, 0, 2]);
  from.setRank(0, RANK.high);
  expect(given(from, 'xxxxxx')).toEqual([4, 5]);
});

test('in sequential mode the first comes first, rank by rank', () => {
  const from = picker(SWARM, { ranks: '-   + ' });
  from.sequential = true;
  expect(given(from, 'xxx.xx')).toEqual([4, 1, 2, 5, 0]);
});

test('in sequential mode what comes back, or is newly had, comes in its place', () => {
  const from = picker(SWARM);
  from.sequential = true;
  const has = pieces('x.xxxx');
  for (const piece of [0, 2, 3]) from.begin(piece);
  expect(from.pick(has, -1)).toBe(4);
  from.release(2);
  from.release(0);
  expect(from.pick(has, -1)).toBe(0);
  from.begin(0);
  has.set(1, true);
  from.countOne(1, 1);
  expect(from.pick(has, -1)).toBe(1);
  from.begin(1);
  expect(from.pick(has, -1)).toBe(2);
});

test('as long as there is nothing to give, any piece may be first', () => {
  const firsts = new Set<number>();
  for (let seed = 1; seed <= 60; seed++) {
    const from = picker(SWARM, { seed, ranks: '    -x' });
    from.randomFirst = true;
    firsts.add(from.pick(pieces('xxx.xx'), -1));
  }
  // 3 is not had, 4 is of low priority.
  expect([...firsts].sort()).toEqual([0, 1, 2, 5]);
});

test('what the peer suggests comes first among its rank', () => {
  const from = picker(SWARM, { ranks: '  - ++' });
  const pick = (...suggested: number[]) => from.pick(pieces('xxx.xx'), -1, suggested);
  expect(pick(0, 5)).toBe(5);
  expect(pick(0, 2, 3)).toBe(4);
});
