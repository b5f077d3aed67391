import { expect, test } from '@jest/globals';
import { MemoryClock } from '../../../../background/platform/memory/clock.ts';
import { MemoryFolders } from '../../../../background/platform/memory/folders.ts';
import { StorageError } from '../../../../src/errors/storage-error.ts';

const KIB = 1024;

test('a disk that is full takes holes but no bytes, and keeps what it has', async () => {
  const folders = new MemoryFolders(new MemoryClock());
  const folder = await folders.open(folders.embedded);
  folders.disk.capacity = 32 * KIB;
  await folder.allocate(['a'], 2 ** 30);
  await folder.write(['a'], 0, [new Uint8Array(32 * KIB).fill(7)]);
  await expect(folder.write(['a'], 64 * KIB, [Uint8Array.of(1)])).rejects.toMatchObject({
    code: 'no-space',
  });
  await folder.write(['a'], 0, [Uint8Array.of(8)]);
  expect(await folder.read(['a'], 0, 2)).toEqual(Uint8Array.of(8, 7));
  await folder.remove(['a']);
  expect(folders.disk.used).toBe(0);
  await folder.allocate(['b'], 10);
  await folder.write(['b'], 0, [Uint8Array.of(1)]);
});

test('a fault put in hits the named operations until it is taken out', async () => {
  const folders = new MemoryFolders(new MemoryClock());
  const folder = await folders.open(folders.embedded);
  await folder.allocate(['a'], 1);
  const error = new StorageError('read-only', 'the card is locked');
  folders.disk.failWith(error, 'write', 'allocate');
  await expect(folder.write(['a'], 0, [Uint8Array.of(1)])).rejects.toBe(error);
  await expect(folder.allocate(['b'], 1)).rejects.toBe(error);
  expect((await folder.read(['a'], 0, 1)).length).toBe(1);
  folders.disk.recover();
  await folder.write(['a'], 0, [Uint8Array.of(1)]);
});

test('a fault without a name hits every operation', async () => {
  const folders = new MemoryFolders(new MemoryClock());
  const folder = await folders.open(folders.embedded);
  const error = new StorageError('folder-gone', 'the card was pulled');
  folders.disk.failWith(error);
  await expect(folders.open(folders.embedded)).rejects.toBe(error);
  await expect(folder.stat(['a'])).rejects.toBe(error);
  await expect(folder.read(['a'], 0, 1)).rejects.toBe(error);
  await expect(folder.remove(['a'])).rejects.toBe(error);
});

test('folders do not see each other’s files', async () => {
  const folders = new MemoryFolders(new MemoryClock());
  const one = await folders.open(folders.add('One'));
  const two = await folders.open(folders.add('Two'));
  await one.allocate(['a'], 1);
  expect(await two.stat(['a'])).toBeUndefined();
});
