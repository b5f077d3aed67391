import { StorageError } from '../../src/errors/storage-error.ts';
import type { Folder, FolderPath } from '../../src/ports/folders.ts';
import { equal, rejectsWithCode } from './expect.ts';
import { type FoldersSubject, withFolder } from './folders-subject.ts';
import type { Case } from './suite.ts';

/** More than Chrome hands over at a time. */
const MANY = 1000;
/** Made or removed at once. */
const BATCH = 50;

/** What is in a folder. The first case wants it empty. */
export const foldersListCases: readonly Case<FoldersSubject>[] = [
  {
    name: 'nothing is in an empty folder',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        equal(await folder.list([]), []);
      }),
  },
  {
    name: 'files and folders are told apart, at each depth only those that lie there',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const paths = [
          ['list', 'file'],
          ['list', 'inner', 'deep', 'file'],
          ['list', 'inner', 'other'],
        ];
        for (const path of paths) await folder.allocate(path, 1);
        equal(await listed(folder, []), ['list/']);
        equal(await listed(folder, ['list']), ['file', 'inner/']);
        equal(await listed(folder, ['list', 'inner']), ['deep/', 'other']);
        equal(await listed(folder, ['list', 'inner', 'deep']), ['file']);
        for (const path of paths) await folder.remove(path);
        equal(await folder.list([]), []);
      }),
  },
  {
    name: 'hidden, spaced and foreign names are listed as they are',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const names = [
          '.hidden',
          '..twice',
          '__proto__',
          "it's 100% #1 & [more]",
          'naïve — “file”.mkv',
          '日本語のファイル.txt',
          '🦆 und Gänse',
        ];
        for (const name of names) await folder.allocate(['listed names', name], 0);
        equal(await listed(folder, ['listed names']), [...names].sort());
        for (const name of names) await folder.remove(['listed names', name]);
      }),
  },
  {
    name: 'a thousand entries are all listed',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const names = Array.from({ length: MANY }, (_, i) => `${i}`.padStart(4, '0'));
        const all = async (use: (path: FolderPath) => Promise<void>) => {
          for (let from = 0; from < MANY; from += BATCH) {
            const batch = names.slice(from, from + BATCH);
            await Promise.all(batch.map((name) => use(['thousand', name])));
          }
        };
        await all((path) => folder.allocate(path, 0));
        equal(await listed(folder, ['thousand']), names);
        await all((path) => folder.remove(path));
      }),
  },
  {
    name: 'to list what is no folder is file-gone',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        await folder.allocate(['unlisted', 'file'], 1);
        const paths = [
          ['absent'],
          ['unlisted', 'absent'],
          ['unlisted', 'file'],
          ['unlisted', 'file', 'below'],
        ];
        for (const path of paths) {
          await rejectsWithCode(folder.list(path), StorageError, 'file-gone');
        }
        await folder.remove(['unlisted', 'file']);
      }),
  },
];

/** The names in the folder, sorted, those of folders with a slash. */
async function listed(folder: Folder, path: FolderPath): Promise<string[]> {
  const entries = await folder.list(path);
  return entries.map(({ name, kind }) => (kind === 'file' ? name : `${name}/`)).sort();
}
