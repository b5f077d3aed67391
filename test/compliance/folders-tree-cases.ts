import { StorageError } from '../../src/errors/storage-error.ts';
import type { FolderPath } from '../../src/ports/folders.ts';
import { equal, ok, rejectsWithCode } from './expect.ts';
import { type FoldersSubject, withFolder } from './folders-subject.ts';
import { pattern } from './pattern.ts';
import type { Case } from './suite.ts';

/** Opening, names, making and removing. */
export const foldersTreeCases: readonly Case<FoldersSubject>[] = [
  {
    name: 'removing the last file leaves the folder itself',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        await folder.allocate(['deep', 'down', 'only'], 10);
        await folder.remove(['deep', 'down', 'only']);
        await folder.allocate(['only'], 10);
        await folder.remove(['only']);
        await (await subject.folders.open(subject.root)).close();
        await folder.allocate(['again'], 1);
        equal((await folder.stat(['again']))?.size, 1, 'size');
        await folder.remove(['again']);
      }),
  },
  {
    name: 'a folder that is not there does not open',
    run: async ({ folders, missing }) => {
      const opening = folders.open(missing);
      await rejectsWithCode(opening, StorageError, 'folder-gone', 'permission-lost');
    },
  },
  {
    name: 'of the room that is left it says a number, or nothing',
    run: async ({ folders, root, missing }) => {
      for (const ref of [root, folders.embedded]) {
        const free = await folders.freeSpace(ref);
        ok(free === undefined || (Number.isSafeInteger(free) && free > 0), `${free}`);
      }
      const asking = folders.freeSpace(missing);
      await rejectsWithCode(asking, StorageError, 'folder-gone', 'permission-lost');
    },
  },
  {
    name: 'the embedded folder opens',
    run: async ({ folders }) => {
      ok(folders.embedded.id !== '' && folders.embedded.name !== '', 'id and name');
      await (await folders.open(folders.embedded)).close();
    },
  },
  {
    name: 'a folder opened again by its ref, sent through JSON, holds what was written',
    run: async (subject) => {
      const path = ['reopen', 'file'];
      await withFolder(subject, async (folder) => {
        await folder.allocate(path, 100_000);
        await folder.write(path, 0, [pattern(100_000, 1)]);
      });
      const root = JSON.parse(JSON.stringify(subject.root));
      await withFolder({ ...subject, root }, async (folder) => {
        equal((await folder.stat(path))?.size, 100_000, 'size');
        equal(await folder.read(path, 0, 100_000), pattern(100_000, 1), 'bytes');
        await folder.remove(path);
      });
    },
  },
  {
    name: 'deep, dotted, spaced and foreign names are kept as they are',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const paths: FolderPath[] = [
          [
            'names',
            ...Array.from({ length: 20 }, (_, depth) => `level ${depth}`),
            'file',
          ],
          ['names', '日本語のファイル.txt'],
          ['names', '🦆 und Gänse', 'naïve — “file”.mkv'],
          ['names', '.hidden', '..twice', 'a.b.c'],
          ['names', "it's 100% #1 & [more] {x};,=+!@$^`"],
          ['names', '__proto__', 'constructor'],
        ];
        for (const [i, path] of paths.entries()) {
          await folder.allocate(path, 3);
          await folder.write(path, 0, [pattern(3, i)]);
        }
        for (const [i, path] of paths.entries()) {
          equal(await folder.read(path, 0, 3), pattern(3, i), path.join('/'));
          await folder.remove(path);
          equal(await folder.stat(path), undefined, path.join('/'));
        }
      }),
  },
  {
    name: 'a name at the limit works, and one beyond it is name-too-long',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const longest = 'n'.repeat(subject.longestName ?? 300);
        await folder.allocate(['long', longest], 1);
        equal((await folder.stat(['long', longest]))?.size, 1, 'size');
        await folder.remove(['long', longest]);
        if (subject.longestName === undefined) return;
        for (const path of [[`${longest}n`], [`${longest}n`, 'file']]) {
          const allocating = folder.allocate(['long', ...path], 1);
          await rejectsWithCode(allocating, StorageError, 'name-too-long');
        }
      }),
  },
  {
    name: 'a file where a folder is needed, or the other way round, is name-taken',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        await folder.allocate(['taken', 'file'], 5);
        await folder.allocate(['taken', 'folder', 'inner'], 5);
        const under = folder.allocate(['taken', 'file', 'x', 'y'], 1);
        await rejectsWithCode(under, StorageError, 'name-taken');
        const over = folder.allocate(['taken', 'folder'], 1);
        await rejectsWithCode(over, StorageError, 'name-taken');
        equal(await folder.stat(['taken', 'file', 'x']), undefined, 'stat below a file');
        equal(await folder.stat(['taken', 'folder']), undefined, 'stat of a folder');
        equal((await folder.stat(['taken', 'file']))?.size, 5, 'the file');
        equal((await folder.stat(['taken', 'folder', 'inner']))?.size, 5, 'the other');
        await folder.remove(['taken', 'file']);
        await folder.remove(['taken', 'folder', 'inner']);
      }),
  },
  {
    name: 'removing a file removes the folders it leaves empty and no others',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        await folder.allocate(['prune', 'keep', 'other'], 1);
        await folder.allocate(['prune', 'keep', 'a', 'b', 'file'], 1);
        await folder.remove(['prune', 'keep', 'a', 'b', 'file']);
        equal((await folder.stat(['prune', 'keep', 'other']))?.size, 1, 'the other file');
        // That 'a' is gone shows in its name being free for a file.
        await folder.allocate(['prune', 'keep', 'a'], 1);
        await folder.remove(['prune', 'keep', 'a']);
        await folder.remove(['prune', 'keep', 'other']);
        await folder.allocate(['prune'], 1);
        await folder.remove(['prune']);
      }),
  },
  {
    name: 'removing what is absent, or a folder, does nothing',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        await folder.allocate(['absent', 'inner', 'file'], 2);
        await folder.remove(['absent', 'none']);
        await folder.remove(['absent', 'none', 'at', 'all']);
        await folder.remove(['absent', 'inner', 'file', 'below']);
        await folder.remove(['absent', 'inner']);
        equal((await folder.stat(['absent', 'inner', 'file']))?.size, 2, 'size');
        await folder.remove(['absent', 'inner', 'file']);
      }),
  },
  {
    name: 'files of one new folder can be made and removed all at once',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const paths = Array.from({ length: 40 }, (_, i) => ['many', `${i % 4}`, `${i}`]);
        await Promise.all(paths.map((path, i) => folder.allocate(path, i)));
        const stats = await Promise.all(paths.map((path) => folder.stat(path)));
        equal(
          stats.map((stat) => stat?.size),
          paths.map((_, i) => i),
          'sizes',
        );
        await Promise.all(paths.map((path) => folder.remove(path)));
        await folder.allocate(['many'], 0);
        await folder.remove(['many']);
      }),
  },
];
