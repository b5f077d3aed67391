import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { NodeKeyValueStore } from '../../../../background/platform/node/key-value-store.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rill-store-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

test('what a crash left half written is neither a key nor in the way', async () => {
  await writeFile(join(dir, 'settings=.new'), 'half');
  const store = new NodeKeyValueStore(dir);
  expect(await store.keys('')).toEqual([]);
  expect(await store.get('settings')).toBeUndefined();
  await store.set('settings', Uint8Array.of(1));
  expect(await store.get('settings')).toEqual(Uint8Array.of(1));
  expect(await readdir(dir)).toEqual(['settings=']);
});

test('a store that cannot be written says so as a StorageError', async () => {
  await writeFile(join(dir, 'file'), '');
  const store = new NodeKeyValueStore(join(dir, 'file'));
  await expect(store.set('a', Uint8Array.of(1))).rejects.toMatchObject({
    code: 'name-taken',
  });
});

test('reading does not make the folder', async () => {
  const store = new NodeKeyValueStore(join(dir, 'none'));
  expect([await store.get('a'), await store.keys('')]).toEqual([undefined, []]);
  await store.delete('a');
  expect(await readdir(dir)).toEqual([]);
});

test('a failed call does not hold up the next for the same key', async () => {
  await writeFile(join(dir, 'file'), '');
  const store = new NodeKeyValueStore(join(dir, 'file', 'deep'));
  const failing = store.set('a', Uint8Array.of(1));
  await rm(join(dir, 'file'));
  await failing.catch(() => {});
  await store.set('a', Uint8Array.of(2));
  expect(await store.get('a')).toEqual(Uint8Array.of(2));
});
