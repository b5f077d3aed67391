import { beforeEach, expect, test } from '@jest/globals';
import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import { formatEndpoint } from '../../../src/bytes/endpoint.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import { findRouters } from '../../../src/session/dht-routers.ts';

type Addresses = Promise<readonly string[]>;

let clock: MemoryClock;
let names: Record<string, () => Addresses>;
let asked: string[];
let found: string[];
const never = new AbortController().signal;

beforeEach(() => {
  clock = new MemoryClock();
  names = {};
  asked = [];
  found = [];
});

function find(routers: readonly string[], signal = never): Promise<void> {
  const resolve = (name: string) => {
    asked.push(name);
    return names[name]?.() ?? Promise.reject(new NetworkError('name-not-found', 'no'));
  };
  const told = (kind: string) => (endpoint: { host: string; port: number }) =>
    void found.push(`${kind} ${formatEndpoint(endpoint)}`);
  const node = told('node');
  return findRouters(
    routers,
    { clock, dns: { resolve }, node, router: told('router') },
    signal,
  );
}

test('addresses are nodes, names are routers at each of their addresses', async () => {
  names.a = async () => ['1.2.3.4', '2001:db8::1'];
  await find(['5.6.7.8:1', 'a:2', 'nonsense', '[2001:db8::2]:3']);
  expect(found).toEqual([
    'node 5.6.7.8:1',
    'node [2001:db8::2]:3',
    'router 1.2.3.4:2',
    'router [2001:db8::1]:2',
  ]);
});

test('a name that is not found is looked up again, after 5, 10, ... 60 seconds', async () => {
  void find(['a:1']);
  const times: number[] = [];
  for (let second = 0; second < 220; second++) {
    await clock.advance(1000);
    for (const _ of asked.splice(0)) times.push(second);
  }
  expect(times).toEqual([0, 4, 14, 34, 74, 134, 194]);
});

test('no name waits for one that never answers, which is asked again', async () => {
  let lookups = 0;
  names.dead = () =>
    lookups++ === 0 ? new Promise(() => {}) : Promise.resolve(['1.1.1.1']);
  names.late = () =>
    clock.now() < 4000 ? Promise.reject(new Error('no')) : Promise.resolve(['2.2.2.2']);
  const all = find(['dead:1', 'late:2']);
  await clock.advance(5000);
  expect(found).toEqual(['router 2.2.2.2:2']);
  await clock.advance(30_000);
  await all;
  expect(found).toEqual(['router 2.2.2.2:2', 'router 1.1.1.1:1']);
});

test('ends with the signal, whatever it waits for', async () => {
  const aborter = new AbortController();
  names.silent = () => new Promise(() => {});
  const all = find(['silent:1', 'unknown:2'], aborter.signal);
  await clock.advance(1000);
  aborter.abort();
  await all;
  asked.length = 0;
  await clock.advance(600_000);
  expect(asked).toEqual([]);
});
