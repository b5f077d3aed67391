import { expect, test } from '@jest/globals';
import { type Endpoint, formatEndpoint } from '../../../src/bytes/endpoint.ts';
import { ToldPeers } from '../../../src/pex/told-peers.ts';
import type { PexPeer } from '../../../src/protocol/extension/ut-pex.ts';

const MINUTE = 60_000;
const at = (host: string, port = 6881): Endpoint => ({ host, port });
const one = at('8.0.0.1');
const two = at('8.0.0.2');

function connected(...endpoints: Endpoint[]): Map<string, PexPeer> {
  return new Map(
    endpoints.map((endpoint) => [formatEndpoint(endpoint), { endpoint, flags: 2 }]),
  );
}

function many(from: number, count: number): Map<string, PexPeer> {
  return connected(
    ...Array.from({ length: count }, (_, index) => at('8.0.0.9', from + index)),
  );
}

test('tells at once who is connected, with their flags', () => {
  const told = new ToldPeers('9.9.9.9');
  expect(told.next(0, connected(one), undefined)).toEqual({
    added: [{ endpoint: one, flags: 2 }],
    dropped: [],
  });
});

test('waits for someone to tell of, then tells at once', () => {
  const told = new ToldPeers('9.9.9.9');
  expect(told.next(0, connected(), undefined)).toBeUndefined();
  expect(told.next(1000, connected(one), undefined)?.added).toHaveLength(1);
});

test('tells only what changed, a minute later at the earliest', () => {
  const told = new ToldPeers('9.9.9.9');
  told.next(0, connected(one), undefined);
  expect(told.next(MINUTE - 1, connected(two), undefined)).toBeUndefined();
  expect(told.next(MINUTE, connected(two), undefined)).toEqual({
    added: [{ endpoint: two, flags: 2 }],
    dropped: [one],
  });
  expect(told.next(2 * MINUTE, connected(two), undefined)).toBeUndefined();
});

test('does not tell of one that came and went between two messages', () => {
  const told = new ToldPeers('9.9.9.9');
  told.next(0, connected(one), undefined);
  told.next(1000, connected(one, two), undefined);
  expect(told.next(MINUTE, connected(one), undefined)).toBeUndefined();
});

test('tells again of one that went and came back', () => {
  const told = new ToldPeers('9.9.9.9');
  told.next(0, connected(one), undefined);
  told.next(MINUTE, connected(), undefined);
  expect(told.next(2 * MINUTE, connected(one), undefined)?.added).toHaveLength(1);
});

test('never tells a peer of itself', () => {
  const told = new ToldPeers(one.host);
  expect(told.next(0, connected(one), one)).toBeUndefined();
});

test('tells 50 at a time, and the rest minute by minute', () => {
  const told = new ToldPeers('9.9.9.9');
  const all = many(1, 120);
  const counts = [0, 1, 2, 3].map(
    (minute) => told.next(minute * MINUTE, all, undefined)?.added.length,
  );
  expect(counts).toEqual([50, 50, 20, undefined]);
});

test('drops 50 at a time', () => {
  const told = new ToldPeers('9.9.9.9');
  told.next(0, many(1, 50), undefined);
  told.next(MINUTE, many(1, 100), undefined);
  const counts = [2, 3, 4].map(
    (minute) => told.next(minute * MINUTE, connected(), undefined)?.dropped.length,
  );
  expect(counts).toEqual([50, 50, undefined]);
});

test.each([
  ['8.8.8.8', ['8.0.0.1', '2001:db8::1']],
  ['10.0.0.9', ['8.0.0.1', '10.0.0.1', '192.168.1.1', 'fe80::1', '2001:db8::1']],
  [
    '127.0.0.1',
    ['8.0.0.1', '10.0.0.1', '192.168.1.1', '127.0.0.1', '::1', 'fe80::1', '2001:db8::1'],
  ],
])('tells %s only of what it can reach', (host, reached) => {
  const all = ['8.0.0.1', '10.0.0.1', '192.168.1.1', '127.0.0.1', '::1', 'fe80::1'];
  const everyone = connected(...[...all, '2001:db8::1'].map((one) => at(one)));
  const { added = [] } = new ToldPeers(host).next(0, everyone, undefined) ?? {};
  expect(added.map(({ endpoint }) => endpoint.host)).toEqual(reached);
});
