import { expect, test } from '@jest/globals';
import { OwnAddress } from '../../../src/peer/own-address.ts';
import { PeerBudget } from '../../../src/peer/peer-budget.ts';

/** A swarm that takes whatever it gets. */
function holder(budget: PeerBudget, { spare = true } = {}) {
  const swarm = {
    connected: 0,
    dialling: 0,
    rooms: 0,
    room: () => {
      swarm.rooms++;
    },
    giveUpOne: () => {
      if (spare) swarm.connected--;
      return spare;
    },
    dial: () => {
      const may = budget.mayDial(swarm);
      if (may) swarm.dialling++;
      return may;
    },
  };
  budget.join(swarm);
  return swarm;
}

const budgetOf = (connections: number, perTorrent: number, halfOpen: number) =>
  new PeerBudget({ connections, perTorrent, halfOpen });

test('holds a torrent to its own bound', () => {
  const swarm = holder(budgetOf(100, 3, 50));
  expect([1, 2, 3, 4].map(swarm.dial)).toEqual([true, true, true, false]);
});

test('holds all torrents to the dials they have together, and calls who was refused', () => {
  const budget = budgetOf(100, 50, 4);
  const [one, other] = [holder(budget), holder(budget)];
  expect([1, 2, 3, 4].every(one.dial)).toBe(true);
  expect(other.dial()).toBe(false);
  one.dialling--;
  budget.freed();
  expect([one.rooms, other.rooms]).toEqual([0, 1]);
});

test('leaves a share of the dials to whoever waits', () => {
  const budget = budgetOf(100, 50, 4);
  const [one, other] = [holder(budget), holder(budget)];
  while (one.dial());
  expect(other.dial()).toBe(false);
  one.dialling = 3;
  expect(one.dial()).toBe(false);
  expect(other.dial()).toBe(true);
});

test('takes a connection of whoever has most for one who has less than its share', () => {
  const budget = budgetOf(10, 10, 50);
  const [rich, poor] = [holder(budget), holder(budget)];
  rich.connected = 10;
  expect(poor.dial()).toBe(true);
  expect(rich.connected).toBe(9);
  poor.dialling = 0;
  poor.connected = 5;
  rich.connected = 5;
  expect(poor.dial()).toBe(false);
});

test('refuses where all connections are needed', () => {
  const budget = budgetOf(10, 10, 50);
  const rich = holder(budget, { spare: false });
  const poor = holder(budget);
  rich.connected = 10;
  expect(poor.dial()).toBe(false);
  expect(budget.mayAccept(poor)).toBe(false);
});

test('believes most peers about our address, each of them once', () => {
  const own = new OwnAddress();
  const [right, wrong] = [Uint8Array.of(192, 0, 2, 1), Uint8Array.of(192, 0, 2, 66)];
  for (let count = 0; count < 9; count++) own.said('10.0.0.66', wrong);
  own.said('10.0.0.1', right);
  own.said('10.0.0.2', right);
  expect(own.of(4)).toEqual(right);
  expect(own.of(16)).toBeUndefined();
});

test('knows itself by its address and port, and where it met itself', () => {
  const own = new OwnAddress();
  const seen = { host: '192.0.2.1', port: 6881 };
  const mapped = { host: '192.0.2.1', port: 7000 };
  expect(own.isAt(seen, 6881)).toBe(false);
  own.said('10.0.0.1', Uint8Array.of(192, 0, 2, 1));
  expect(own.isAt(seen, 6881)).toBe(true);
  expect(own.isAt(seen, undefined)).toBe(false);
  expect(own.isAt(mapped, 6881)).toBe(false);
  own.met(mapped);
  expect(own.isAt(mapped, 6881)).toBe(true);
  for (let port = 1; port <= 16; port++) own.met({ host: '10.0.0.1', port });
  expect(own.isAt(mapped, 6881)).toBe(false);
});
