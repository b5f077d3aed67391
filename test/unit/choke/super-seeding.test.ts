import { expect, test } from '@jest/globals';
import { Bitfield } from '../../../src/bytes/bitfield.ts';
import { SuperSeeding } from '../../../src/choke/super-seeding.ts';

interface Peer {
  readonly name: string;
  readonly has: Bitfield;
}

/** Peers of a torrent of `pieces` pieces; draws are 0 but for the last of a tie. */
class Swarm {
  now = 0;
  readonly seeding: SuperSeeding<Peer>;
  readonly #pieces: number;

  constructor(pieces: number) {
    this.#pieces = pieces;
    // The first of those that tie stays.
    this.seeding = new SuperSeeding(pieces, (bound) => bound - 1);
  }

  join(name: string, ...has: number[]): Peer {
    const peer = { name, has: new Bitfield(this.#pieces) };
    for (const piece of has) peer.has.set(piece, true);
    this.seeding.joined(peer, this.now);
    this.seeding.hasThese(peer);
    return peer;
  }

  has(peer: Peer, piece: number): void {
    peer.has.set(piece, true);
    this.seeding.has(peer, piece);
  }

  /** What is told now: "a3 b1". */
  told(): string {
    const reveals = this.seeding.next(this.now);
    return reveals.map(({ peer, piece }) => peer.name + piece).join(' ');
  }
}

test('each peer is told of another piece', () => {
  const swarm = new Swarm(8);
  for (const name of 'abc') swarm.join(name);
  expect(swarm.told()).toBe('a0 b1 c2');
  expect(swarm.told()).toBe('');
});

test('the next follows once somebody else has the last one', () => {
  const swarm = new Swarm(8);
  const [a, b] = [swarm.join('a'), swarm.join('b')];
  swarm.told();
  swarm.has(a, 0);
  expect(swarm.told()).toBe('');
  swarm.has(b, 0);
  expect(swarm.told()).toBe('a2');
});

test('a piece that few have goes before one that more have', () => {
  const swarm = new Swarm(4);
  swarm.join('a', 0, 1);
  swarm.join('b', 0, 1, 2);
  swarm.told();
  swarm.join('c');
  // Nobody has 3, and two were told of it.
  expect(swarm.told()).toBe('c2');
});

test('who keeps what it gets to itself waits a minute', () => {
  const swarm = new Swarm(8);
  const keeps = swarm.join('k');
  swarm.join('b');
  swarm.told();
  swarm.has(keeps, 0);
  swarm.now = 59_000;
  expect(swarm.told()).toBe('');
  swarm.now = 60_000;
  expect(swarm.told()).toBe('k2');
});

test('who is alone need not pass anything on', () => {
  const swarm = new Swarm(3);
  const alone = swarm.join('a');
  expect(swarm.told()).toBe('a0');
  swarm.has(alone, 0);
  expect(swarm.told()).toBe('a1');
});

test('what a peer took with it is rare again', () => {
  const swarm = new Swarm(2);
  const gone = swarm.join('a', 0);
  swarm.join('b');
  expect(swarm.told()).toBe('a1 b0');
  swarm.seeding.left(gone);
  swarm.join('c');
  expect(swarm.told()).toBe('c1');
});

test('it is over once the others have everything between them', () => {
  const swarm = new Swarm(3);
  const [a, b] = [swarm.join('a', 0), swarm.join('b', 1)];
  swarm.told();
  expect(swarm.seeding.over).toBe(false);
  swarm.has(a, 2);
  expect(swarm.seeding.over).toBe(true);
  const rest = swarm.seeding.rest().map(({ peer, piece }) => peer.name + piece);
  expect(rest).toEqual(['a1', 'b2']);
  swarm.seeding.left(b);
  expect(swarm.seeding.over).toBe(false);
});
