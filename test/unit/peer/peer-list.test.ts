import { expect, test } from '@jest/globals';
import { PeerList } from '../../../src/peer/peer-list.ts';

const one = { host: '10.0.0.1', port: 1 };
const two = { host: '10.0.0.2', port: 2 };

test('offers each address once while it is busy', () => {
  const list = new PeerList(['v1']);
  list.add(one, 'tracker');
  list.add(one, 'tracker');
  expect(list.next(0)).toMatchObject({ endpoint: one, version: 'v1' });
  list.connecting(one);
  expect(list.next(0)).toBeUndefined();
});

test('waits longer after each failure, and prefers those that did not fail', () => {
  const list = new PeerList(['v1']);
  list.add(one, 'tracker');
  list.add(two, 'tracker');
  list.connecting(one);
  list.ended(one, 0);
  expect(list.next(10_000)).toMatchObject({ endpoint: two, version: 'v1' });
  list.connecting(two);
  expect(list.next(9999)).toBeUndefined();
  expect(list.next(10_000)).toMatchObject({ endpoint: one, version: 'v1' });
  list.connecting(one);
  list.ended(one, 10_000);
  expect(list.next(29_999)).toBeUndefined();
  expect(list.next(30_000)).toMatchObject({ endpoint: one, version: 'v1' });
});

test('never offers a banned host, on any port', () => {
  const list = new PeerList(['v1']);
  list.add(one, 'tracker');
  list.ban('10.0.0.1');
  list.add({ host: '10.0.0.1', port: 99 }, 'tracker');
  expect(list.next(0)).toBeUndefined();
  expect(list.banned('10.0.0.1')).toBe(true);
});

test('keeps at most 2,000 addresses', () => {
  const list = new PeerList(['v1']);
  for (let port = 1; port < 5000; port++) list.add({ host: '10.0.0.1', port }, 'tracker');
  expect(list.size).toBe(2000);
});

test('asks by the name of the swarm it was found in, and by the v2 one if in both', () => {
  const list = new PeerList(['v1', 'v2']);
  const dial = () => list.next(0)?.version;
  list.add(one, 'tracker');
  expect(dial()).toBe('v1');
  list.add(one, 'tracker', 'v1');
  expect(dial()).toBe('v1');
  list.add(one, 'tracker', 'v2');
  list.add(one, 'tracker', 'v1');
  expect(dial()).toBe('v2');
});

test('asks by the other name after one that was not answered', () => {
  const list = new PeerList(['v1', 'v2']);
  list.add(one, 'tracker');
  list.unanswered({ endpoint: one, version: 'v1' });
  expect(list.next(0)?.version).toBe('v2');
  list.unanswered({ endpoint: one, version: 'v2' });
  expect(list.next(0)?.version).toBe('v1');
});

test('asks on by a name that was answered once', () => {
  const list = new PeerList(['v1', 'v2']);
  list.add(one, 'tracker');
  list.connected(one);
  list.unanswered({ endpoint: one, version: 'v1' });
  expect(list.next(0)?.version).toBe('v1');
});

test('has no other name to ask by in the swarm of a v1 torrent', () => {
  const list = new PeerList(['v1']);
  list.add(one, 'tracker');
  list.unanswered({ endpoint: one, version: 'v1' });
  expect(list.next(0)?.version).toBe('v1');
});

test('forgets who failed ten times in a row', () => {
  const list = new PeerList(['v1']);
  list.add(one, 'tracker');
  for (let count = 0; count < 10; count++) {
    expect(list.size).toBe(1);
    list.ended(one, 0);
  }
  expect(list.size).toBe(0);
});

test('makes room for new addresses by those that failed, and by no others', () => {
  const list = new PeerList(['v1']);
  for (let port = 1; port <= 2000; port++) list.add({ host: '10.0.0.9', port }, 'dht');
  list.add(one, 'tracker');
  expect(list.sources).toEqual(new Map([['dht', 2000]]));
  list.ended({ host: '10.0.0.9', port: 5 }, 0);
  list.add(one, 'tracker');
  expect(list.sources).toEqual(
    new Map([
      ['dht', 1999],
      ['tracker', 1],
    ]),
  );
});

test('tries those of higher rank first', () => {
  const list = new PeerList(['v1'], false, ({ port }) => port);
  list.add(one, 'tracker');
  list.add(two, 'tracker');
  expect(list.next(0)?.endpoint).toEqual(two);
});

test.each(['magnet', 'dht', 'pex', 'lsd'] as const)(
  'takes nobody from %s into a private torrent',
  (source) => {
    const list = new PeerList(['v1'], true);
    list.add(one, source);
    expect(list.size).toBe(0);
    for (const from of ['tracker', 'incoming', 'manual'] as const) list.add(one, from);
    expect(list.size).toBe(1);
  },
);

const far = (port: number) => ({ host: '10.0.0.9', port });

test('tries what only other peers told of last', () => {
  const list = new PeerList(['v1'], false, ({ port }) => port);
  list.add(far(99), 'pex');
  list.add(one, 'tracker');
  expect(list.next(0)?.endpoint).toEqual(one);
  list.connecting(one);
  expect(list.next(0)?.endpoint).toEqual(far(99));
});

test('takes the word of a tracker for what other peers told of before', () => {
  const list = new PeerList(['v1'], false, ({ port }) => port);
  list.add(one, 'pex');
  list.add(far(99), 'pex');
  list.add(one, 'tracker');
  expect(list.next(0)?.endpoint).toEqual(one);
  expect(list.sources.get('tracker')).toBe(1);
});

test('keeps at most 500 that only other peers told of, until they answer', () => {
  const list = new PeerList(['v1']);
  for (let port = 1; port <= 1000; port++) list.add(far(port), 'pex');
  expect(list.size).toBe(500);
  list.connected(far(1));
  list.add(one, 'pex');
  list.add(two, 'pex');
  expect(list.size).toBe(501);
});

test('makes room for all others by what only other peers told of', () => {
  const list = new PeerList(['v1']);
  for (let port = 1; port <= 500; port++) list.add(far(port), 'pex');
  for (let port = 1; port <= 1600; port++) list.add({ host: '10.0.0.8', port }, 'dht');
  expect(list.sources).toEqual(
    new Map([
      ['pex', 400],
      ['dht', 1600],
    ]),
  );
  list.add(one, 'pex');
  expect(list.size).toBe(2000);
  expect(list.sources.get('pex')).toBe(400);
});

test('forgets what only other peers told of after three tries', () => {
  const list = new PeerList(['v1']);
  list.add(one, 'pex');
  for (let count = 0; count < 3; count++) {
    expect(list.size).toBe(1);
    list.ended(one, 0);
  }
  expect(list.size).toBe(0);
});

test('hands on whom it may dial, not ourselves, nor who is banned', () => {
  const list = new PeerList(['v1', 'v2']);
  const [found, ourselves, liar] = [far(1), { host: '10.0.0.8', port: 1 }, two];
  list.add(found, 'dht', 'v2');
  list.ended(found, 0);
  list.add(ourselves, 'dht');
  list.rest(ourselves);
  list.add(liar, 'tracker');
  list.ban(liar.host);
  expect(list.candidates).toEqual([{ endpoint: found, version: 'v2', source: 'dht' }]);
});
