import { expect, test } from '@jest/globals';
import { PeerList } from '../../../src/peer/peer-list.ts';

const one = { host: '10.0.0.1', port: 1 };
const two = { host: '10.0.0.2', port: 2 };

test('offers each address once while it is busy', () => {
  const list = new PeerList();
  list.add(one);
  list.add(one);
  expect(list.next(0)).toEqual(one);
  list.connecting(one);
  expect(list.next(0)).toBeUndefined();
});

test('waits longer after each failure, and prefers those that did not fail', () => {
  const list = new PeerList();
  list.add(one);
  list.add(two);
  list.connecting(one);
  list.ended(one, 0);
  expect(list.next(10_000)).toEqual(two);
  list.connecting(two);
  expect(list.next(9999)).toBeUndefined();
  expect(list.next(10_000)).toEqual(one);
  list.connecting(one);
  list.ended(one, 10_000);
  expect(list.next(29_999)).toBeUndefined();
  expect(list.next(30_000)).toEqual(one);
});

test('never offers a banned host, on any port', () => {
  const list = new PeerList();
  list.add(one);
  list.ban('10.0.0.1');
  list.add({ host: '10.0.0.1', port: 99 });
  expect(list.next(0)).toBeUndefined();
  expect(list.banned('10.0.0.1')).toBe(true);
});

test('keeps at most 2,000 addresses', () => {
  const list = new PeerList();
  for (let port = 1; port < 5000; port++) list.add({ host: '10.0.0.1', port });
  expect(list.size).toBe(2000);
});
