import { expect, test } from '@jest/globals';
import { PeerList } from '../../../src/peer/peer-list.ts';

const one = { host: '10.0.0.1', port: 1 };
const two = { host: '10.0.0.2', port: 2 };

test('offers each address once while it is busy', () => {
  const list = new PeerList(['v1']);
  list.add(one);
  list.add(one);
  expect(list.next(0)).toEqual({ endpoint: one, version: 'v1' });
  list.connecting(one);
  expect(list.next(0)).toBeUndefined();
});

test('waits longer after each failure, and prefers those that did not fail', () => {
  const list = new PeerList(['v1']);
  list.add(one);
  list.add(two);
  list.connecting(one);
  list.ended(one, 0);
  expect(list.next(10_000)).toEqual({ endpoint: two, version: 'v1' });
  list.connecting(two);
  expect(list.next(9999)).toBeUndefined();
  expect(list.next(10_000)).toEqual({ endpoint: one, version: 'v1' });
  list.connecting(one);
  list.ended(one, 10_000);
  expect(list.next(29_999)).toBeUndefined();
  expect(list.next(30_000)).toEqual({ endpoint: one, version: 'v1' });
});

test('never offers a banned host, on any port', () => {
  const list = new PeerList(['v1']);
  list.add(one);
  list.ban('10.0.0.1');
  list.add({ host: '10.0.0.1', port: 99 });
  expect(list.next(0)).toBeUndefined();
  expect(list.banned('10.0.0.1')).toBe(true);
});

test('keeps at most 2,000 addresses', () => {
  const list = new PeerList(['v1']);
  for (let port = 1; port < 5000; port++) list.add({ host: '10.0.0.1', port });
  expect(list.size).toBe(2000);
});

test('asks by the name of the swarm it was found in, and by the v2 one if in both', () => {
  const list = new PeerList(['v1', 'v2']);
  const dial = () => list.next(0)?.version;
  list.add(one);
  expect(dial()).toBe('v1');
  list.add(one, 'v1');
  expect(dial()).toBe('v1');
  list.add(one, 'v2');
  list.add(one, 'v1');
  expect(dial()).toBe('v2');
});

test('asks by the other name after one that was not answered', () => {
  const list = new PeerList(['v1', 'v2']);
  list.add(one);
  list.unanswered({ endpoint: one, version: 'v1' });
  expect(list.next(0)?.version).toBe('v2');
  list.unanswered({ endpoint: one, version: 'v2' });
  expect(list.next(0)?.version).toBe('v1');
});

test('asks on by a name that was answered once', () => {
  const list = new PeerList(['v1', 'v2']);
  list.add(one);
  list.connected(one);
  list.unanswered({ endpoint: one, version: 'v1' });
  expect(list.next(0)?.version).toBe('v1');
});

test('has no other name to ask by in the swarm of a v1 torrent', () => {
  const list = new PeerList(['v1']);
  list.add(one);
  list.unanswered({ endpoint: one, version: 'v1' });
  expect(list.next(0)?.version).toBe('v1');
});
