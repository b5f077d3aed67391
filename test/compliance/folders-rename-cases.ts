import { StorageError } from '../../src/errors/storage-error.ts';
import { equal, rejectsWithCode } from './expect.ts';
import { type FoldersSubject, withFolder } from './folders-subject.ts';
import { pattern } from './pattern.ts';
import type { Case } from './suite.ts';

const LENGTH = 100_000;

/** Other paths for files. */
export const foldersRenameCases: readonly Case<FoldersSubject>[] = [
  {
    name: 'a file that is renamed keeps its bytes, can be written and read, and leaves nothing',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const [from, to] = [
          ['rename', 'old', 'a'],
          ['rename', 'new', 'ä 🦆'],
        ] as const;
        await folder.allocate(from, LENGTH);
        await folder.write(from, 0, [pattern(LENGTH, 1)]);
        equal(await folder.read(from, 0, LENGTH), pattern(LENGTH, 1), 'before');
        await folder.rename(from, to);
        equal(await folder.stat(from), undefined, 'the old one');
        equal(
          await folder.list(['rename']),
          [{ name: 'new', kind: 'folder' }],
          'folders',
        );
        equal(await folder.read(to, 0, LENGTH), pattern(LENGTH, 1), 'after');
        await folder.allocate(to, LENGTH + 1);
        await folder.write(to, 0, [pattern(LENGTH, 2)]);
        equal(await folder.read(to, 0, LENGTH), pattern(LENGTH, 2), 'written anew');
        // The old name is free.
        await folder.allocate(from, 3);
        equal((await folder.stat(from))?.size, 3, 'size');
        equal((await folder.stat(to))?.size, LENGTH + 1, 'size of the renamed');
        await folder.remove(from);
        await folder.remove(to);
      }),
  },
  {
    name: 'a file is never renamed over another, or over a folder',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const a = ['over', 'a'];
        const b = ['over', 'b'];
        const inner = ['over', 'c', 'd'];
        await folder.allocate(a, 1);
        await folder.allocate(b, 2);
        await folder.allocate(inner, 3);
        const codes = ['name-taken'] as const;
        await rejectsWithCode(folder.rename(a, b), StorageError, ...codes);
        await rejectsWithCode(folder.rename(a, ['over', 'c']), StorageError, ...codes);
        const sizes = await Promise.all([a, b, inner].map((path) => folder.stat(path)));
        equal(
          sizes.map((stat) => stat?.size),
          [1, 2, 3],
          'sizes',
        );
        for (const path of [a, b, inner]) await folder.remove(path);
      }),
  },
  {
    name: 'a name is given in another letter case',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        await folder.allocate(['case', 'name.txt'], 1);
        await folder.rename(['case', 'name.txt'], ['case', 'NAME.txt']);
        equal(await folder.list(['case']), [{ name: 'NAME.txt', kind: 'file' }], 'names');
        await folder.remove(['case', 'NAME.txt']);
      }),
  },
  {
    name: 'what is not there cannot be renamed',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const renaming = folder.rename(['no', 'such'], ['no', 'thing']);
        await rejectsWithCode(renaming, StorageError, 'file-gone');
        await folder.allocate(['no'], 0);
        await folder.remove(['no']);
      }),
  },
];
