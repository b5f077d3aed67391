import { expect, test } from '@jest/globals';
import { Choker } from '../../../src/choke/choker.ts';

/** A peer that gives and takes so much in each round. */
class Peer {
  readonly name: string;
  readonly gives: number;
  readonly takes: number;
  wanting = true;
  snubbed = false;
  given = 0;
  taken = 0;

  constructor(name: string, gives: number, takes = 0) {
    this.name = name;
    this.gives = gives;
    this.takes = takes;
  }
}

/** Rounds of choking; draws are always 0, so ties keep the order of the peers. */
class Swarm {
  readonly choker = new Choker<Peer>();
  readonly peers: Peer[];

  constructor(...peers: Peer[]) {
    this.peers = peers;
  }

  round(slots: number, seeding = false): string {
    for (const peer of this.peers) {
      peer.given += peer.gives;
      peer.taken += peer.takes;
    }
    const unchoked = this.choker.round(this.peers, { slots, seeding }, () => 0);
    return this.peers
      .filter((peer) => unchoked.has(peer))
      .map(({ name }) => name)
      .join(' ');
  }

  rounds(count: number, slots: number, seeding = false): string[] {
    return Array.from({ length: count }, () => this.round(slots, seeding));
  }

  peer(name: string): Peer {
    return this.peers.find((peer) => peer.name === name)!;
  }
}

test('slots go to those who give most, and one goes round', () => {
  const swarm = new Swarm(
    ...[new Peer('most', 9), new Peer('some', 5), new Peer('little', 1)],
    ...[new Peer('a', 0), new Peer('b', 0)],
  );
  expect(swarm.rounds(10, 3)).toEqual([
    ...['most some little', 'most some little', 'most some little'],
    ...['most some a', 'most some a', 'most some a'],
    ...['most some b', 'most some b', 'most some b'],
    'most some little',
  ]);
});

test('it counts what was given in the last twenty seconds', () => {
  const swarm = new Swarm(new Peer('was', 0), new Peer('is', 1), new Peer('x', 0));
  swarm.peer('was').given = 1_000_000;
  expect(swarm.round(2)).toContain('was');
  swarm.rounds(2, 2);
  const [earner] = new Set(swarm.rounds(6, 2).map((names) => names.includes('is')));
  expect(earner).toBe(true);
});

test('a free rider gets fewer rounds than any who shares', () => {
  const riders = ['x', 'y', 'z'].map((name) => new Peer(name, 0));
  const sharers = ['a', 'b', 'c', 'd'].map((name) => new Peer(name, 3));
  const swarm = new Swarm(...riders, ...sharers);
  const rounds = swarm.rounds(60, 5).join(' ').split(' ');
  const served = (name: string) => rounds.filter((one) => one === name).length;
  for (const rider of riders) {
    for (const { name } of sharers) expect(served(rider.name)).toBeLessThan(served(name));
    expect(served(rider.name)).toBeGreaterThan(0);
  }
});

test('a newcomer is next', () => {
  const swarm = new Swarm(new Peer('gives', 9), ...'ab'.split('').map(idle));
  swarm.rounds(6, 2);
  swarm.peers.push(idle('new'));
  const [first] = swarm.rounds(3, 2).filter((names) => names.includes('new'));
  expect(first).toBe('gives new');
});

test('a snubbed peer earns nothing', () => {
  const swarm = new Swarm(new Peer('owes', 9), new Peer('fair', 1), idle('x'));
  swarm.round(2);
  swarm.peer('owes').snubbed = true;
  const after = swarm.rounds(9, 2);
  expect(after.every((names) => names.includes('fair'))).toBe(true);
  expect(after.some((names) => names.includes('x'))).toBe(true);
});

test('while nobody gives anything all slots go round', () => {
  const swarm = new Swarm(...'abcd'.split('').map(idle));
  expect(swarm.rounds(7, 2)).toEqual([
    ...['a b', 'a b', 'a b', 'c d', 'c d', 'c d', 'a b'],
  ]);
});

test('the uninterested get none', () => {
  const swarm = new Swarm(new Peer('done', 9), idle('wants'));
  swarm.peer('done').wanting = false;
  expect(swarm.round(4)).toBe('wants');
});

test('what was earned is no turn: who earned all along, and cannot now, is next', () => {
  const swarm = new Swarm(
    new Peer('gives', 9),
    new Peer('gave', 5),
    ...'xy'.split('').map(idle),
  );
  expect(swarm.rounds(6, 3).every((names) => names.includes('gave'))).toBe(true);
  swarm.peer('gave').snubbed = true;
  expect(swarm.round(2)).toBe('gives gave');
});

test('a seed gives half to those who take most, and everyone gets a turn', () => {
  const slow = 'abcdef'.split('').map((name) => new Peer(name, 0, 1));
  const swarm = new Swarm(new Peer('fast', 0, 9), new Peer('fast2', 0, 8), ...slow);
  const rounds = swarm.rounds(12, 4, true);
  for (const names of rounds.slice(0, 6)) expect(names).toMatch(/^fast fast2/);
  for (const { name } of slow) {
    expect(rounds.filter((names) => names.split(' ').includes(name))).not.toEqual([]);
  }
});

test('a seed gives a slot to whoever takes most for a minute, then to everyone else', () => {
  const slow = 'abcdef'.split('').map((name) => new Peer(name, 0, 1));
  const swarm = new Swarm(new Peer('fast', 0, 9), ...slow);
  const served = swarm.rounds(18, 2, true).map((names) => names.startsWith('fast'));
  expect(served.slice(0, 6)).toEqual(Array(6).fill(true));
  expect(served[6]).toBe(false);
  expect(served.slice(7)).toContain(true);
  const alone = new Swarm(new Peer('fast', 0, 9), new Peer('a', 0, 1));
  expect(new Set(alone.rounds(20, 2, true))).toEqual(new Set(['fast a']));
});

test('no slots, nobody', () => {
  const swarm = new Swarm(new Peer('a', 1, 1));
  expect([swarm.round(0), swarm.round(0, true)]).toEqual(['', '']);
});

function idle(name: string): Peer {
  return new Peer(name, 0);
}
