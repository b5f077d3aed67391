import { expect, test } from '@jest/globals';
import { withSharedNodes } from '../../../background/cli/shared-nodes.ts';
import { MemoryKeyValueStore } from '../../../background/platform/memory/key-value-store.ts';
import { loadDht, saveDht } from '../../../src/session/dht-record.ts';

const NODES = [{ id: 'bb'.repeat(20), host: '81.0.0.1', port: 6881 }];

test('a run begins with the nodes that another one found, under an id of its own', async () => {
  const shared = new MemoryKeyValueStore();
  const one = withSharedNodes(new MemoryKeyValueStore(), shared);
  const other = withSharedNodes(new MemoryKeyValueStore(), shared);
  await saveDht(one, { ipv4: { id: 'aa'.repeat(20), nodes: NODES } }, []);
  expect(await loadDht(other, [])).toEqual({ ipv4: { id: '', nodes: NODES } });
});

test('all else is of one run alone', async () => {
  const shared = new MemoryKeyValueStore();
  const own = new MemoryKeyValueStore();
  const store = withSharedNodes(own, shared);
  await store.set('resume/1', Uint8Array.of(1));
  await saveDht(store, {}, []);
  expect(await store.keys('')).toEqual(['resume/1']);
  expect(await shared.keys('')).toEqual(['dht']);
  await store.delete('resume/1');
  expect(await own.keys('')).toEqual([]);
});

test('what cannot be read of the nodes counts as absent', async () => {
  const shared = new MemoryKeyValueStore();
  await shared.set('dht', Uint8Array.of(1, 2));
  const store = withSharedNodes(new MemoryKeyValueStore(), shared);
  expect(await loadDht(store, [])).toEqual({});
});

test('the nodes of a run with none of these routers are passed over', async () => {
  const shared = new MemoryKeyValueStore();
  const store = withSharedNodes(new MemoryKeyValueStore(), shared);
  const saved = { ipv4: { id: '', nodes: NODES } };
  await saveDht(store, saved, ['a:1', 'b:1']);
  expect(await loadDht(store, ['b:1', 'c:1'])).toEqual(saved);
  expect(await loadDht(store, [])).toEqual(saved);
  expect(await loadDht(store, ['c:1'])).toEqual({});
});
