import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { folderRef, NodeFolders } from '../../../../background/platform/node/folders.ts';
import type { Folder } from '../../../../src/ports/folders.ts';

let dir: string;
let root: string;
let outside: string;
let folder: Folder;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rill-folder-'));
  root = join(dir, 'root');
  outside = join(dir, 'outside');
  await mkdir(root);
  await mkdir(outside);
  await writeFile(join(outside, 'secret'), 'secret');
  folder = await new NodeFolders(root).open(folderRef(root));
});

afterEach(async () => {
  await folder.close();
  await rm(dir, { recursive: true, force: true });
});

const bytes = Uint8Array.of(1, 2, 3);

test('links are not listed, wherever they lead', async () => {
  await symlink(join(outside, 'secret'), join(root, 'link'));
  await symlink(outside, join(root, 'linked folder'));
  await symlink(join(root, 'nowhere'), join(root, 'broken'));
  await writeFile(join(root, 'file'), 'file');
  expect(await folder.list([])).toEqual([{ name: 'file', kind: 'file' }]);
  await expect(folder.list(['linked folder'])).rejects.toMatchObject({
    code: 'file-gone',
  });
});

test('a link to a file outside is not read, written or removed', async () => {
  await symlink(join(outside, 'secret'), join(root, 'link'));
  expect(await folder.stat(['link'])).toBeUndefined();
  await expect(folder.read(['link'], 0, 6)).rejects.toMatchObject({ code: 'file-gone' });
  await expect(folder.write(['link'], 0, [bytes])).rejects.toMatchObject({
    code: 'file-gone',
  });
  await expect(folder.allocate(['link'], 100)).rejects.toMatchObject({
    code: 'name-taken',
  });
  await folder.remove(['link']);
  expect(await readdir(root)).toEqual(['link']);
  expect(await readFile(join(outside, 'secret'), 'utf8')).toBe('secret');
});

test('a link to a folder outside is not entered', async () => {
  await symlink(outside, join(root, 'way'));
  expect(await folder.stat(['way', 'secret'])).toBeUndefined();
  await expect(folder.read(['way', 'secret'], 0, 6)).rejects.toMatchObject({
    code: 'file-gone',
  });
  await expect(folder.allocate(['way', 'new', 'file'], 1)).rejects.toMatchObject({
    code: 'name-taken',
  });
  await folder.remove(['way', 'secret']);
  expect(await readdir(outside)).toEqual(['secret']);
});

test('a link whose target is absent does not make that target', async () => {
  await symlink(join(outside, 'new'), join(root, 'dangling'));
  await expect(folder.allocate(['dangling'], 1)).rejects.toMatchObject({
    code: 'name-taken',
  });
  expect(await readdir(outside)).toEqual(['secret']);
});

test('the folder itself may be reached through a link', async () => {
  await symlink(root, join(dir, 'shortcut'));
  const shortcut = join(dir, 'shortcut');
  const same = await new NodeFolders(shortcut).open(folderRef(shortcut));
  await same.allocate(['a', 'b'], 3);
  await same.close();
  expect((await folder.stat(['a', 'b']))?.size).toBe(3);
});

test('writing to an open file that someone removed is file-gone', async () => {
  await folder.allocate(['file'], 3);
  await folder.write(['file'], 0, [bytes]);
  await rm(join(root, 'file'));
  await expect(folder.write(['file'], 0, [bytes])).rejects.toMatchObject({
    code: 'file-gone',
  });
  await folder.allocate(['file'], 3);
  await folder.write(['file'], 0, [bytes]);
  expect(await folder.read(['file'], 0, 3)).toEqual(bytes);
});

test('once the whole folder is removed every change is folder-gone', async () => {
  await folder.allocate(['a', 'file'], 3);
  await folder.write(['a', 'file'], 0, [bytes]);
  await rm(root, { recursive: true });
  const gone = { code: 'folder-gone' };
  await expect(folder.write(['a', 'file'], 0, [bytes])).rejects.toMatchObject(gone);
  await expect(folder.allocate(['a', 'file'], 3)).rejects.toMatchObject(gone);
  await expect(folder.read(['b'], 0, 1)).rejects.toMatchObject(gone);
});

test('a size that no file system holds is a StorageError', async () => {
  await expect(folder.allocate(['file'], 2 ** 63)).rejects.toMatchObject({
    fault: 'storage',
  });
});

test('writing beyond 4 GiB lands where it should', async () => {
  const offset = 5 * 2 ** 30 + 1;
  await folder.allocate(['large'], offset + 3);
  await folder.write(['large'], offset, [bytes.subarray(0, 1), bytes.subarray(1)]);
  expect(await folder.read(['large'], offset - 1, 10)).toEqual(Uint8Array.of(0, 1, 2, 3));
  expect(await folder.read(['large'], 2 ** 30, 2)).toEqual(Uint8Array.of(0, 0));
});
