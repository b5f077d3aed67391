import { StorageError } from '../../src/errors/storage-error.ts';
import { equal, ok, rejectsWithCode } from './expect.ts';
import { type FoldersSubject, withFolder } from './folders-subject.ts';
import { pattern } from './pattern.ts';
import type { Case } from './suite.ts';

const MIB = 2 ** 20;

/** Sizes, reading and writing. */
export const foldersFileCases: readonly Case<FoldersSubject>[] = [
  {
    name: 'stat tells size and time, and undefined when there is no such file',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const path = ['stat', 'file'];
        equal(await folder.stat(path), undefined, 'before');
        await folder.allocate(path, 1234);
        const before = await folder.stat(path);
        equal(before?.size, 1234, 'size');
        ok((before?.modified ?? 0) > 0, 'a time');
        await folder.write(path, 0, [pattern(10, 1)]);
        const after = await folder.stat(path);
        equal(after?.size, 1234, 'size after writing');
        ok((after?.modified ?? 0) >= (before?.modified ?? 0), 'not an earlier time');
        await folder.remove(path);
        equal(await folder.stat(path), undefined, 'after removing');
      }),
  },
  {
    name: 'allocate makes zeros, lengthens, and never shortens',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const path = ['allocate', 'file'];
        await folder.allocate(path, 1000);
        equal(await folder.read(path, 0, 1000), new Uint8Array(1000), 'zeros');
        await folder.write(path, 0, [pattern(1000, 1)]);
        await folder.allocate(path, 10);
        await folder.allocate(path, 0);
        equal((await folder.stat(path))?.size, 1000, 'size');
        await folder.allocate(path, 3000);
        const expected = new Uint8Array(3000);
        expected.set(pattern(1000, 1));
        equal(await folder.read(path, 0, 3000), expected, 'bytes');
        await folder.remove(path);
      }),
  },
  {
    name: 'allocations of one file that overlap end at the longest',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const path = ['allocate', 'race'];
        const sizes = [10, 5000, 300, 5001, 0, 20];
        await Promise.all(sizes.map((size) => folder.allocate(path, size)));
        equal((await folder.stat(path))?.size, 5001, 'size');
        await folder.remove(path);
      }),
  },
  {
    name: 'a large file is zeros but for what was written',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const path = ['sparse'];
        const size = 200 * MIB;
        await folder.allocate(path, size);
        await folder.write(path, size - 5, [pattern(5, 1)]);
        await folder.write(path, 100 * MIB + 1, [pattern(1000, 2)]);
        equal((await folder.stat(path))?.size, size, 'size');
        equal(await folder.read(path, 0, MIB), new Uint8Array(MIB), 'first MiB');
        const middle = await folder.read(path, 100 * MIB, 1002);
        equal(middle.slice(1, 1001), pattern(1000, 2), 'middle');
        equal([middle[0], middle[1001]], [0, 0], 'around the middle');
        equal((await folder.read(path, size - 6, 6)).slice(1), pattern(5, 1), 'end');
        await folder.remove(path);
      }),
  },
  {
    name: 'a file of no bytes is a file',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const path = ['empty'];
        await folder.allocate(path, 0);
        equal((await folder.stat(path))?.size, 0, 'size');
        equal(await folder.read(path, 0, 10), new Uint8Array(0), 'bytes');
        await folder.write(path, 0, []);
        await folder.remove(path);
        equal(await folder.stat(path), undefined, 'after removing');
      }),
  },
  {
    name: 'chunks are written one after another from the offset',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const path = ['chunks'];
        const bytes = pattern(3 * MIB, 1);
        await folder.allocate(path, bytes.length + 100);
        const chunks: Uint8Array[] = [];
        for (
          let at = 0, size = 1;
          at < bytes.length;
          at += size, size = (size * 2) % 99_991
        ) {
          chunks.push(bytes.subarray(at, at + size), new Uint8Array(0));
        }
        await folder.write(path, 50, chunks);
        const all = await folder.read(path, 0, bytes.length + 100);
        equal(all.slice(50, -50), bytes, 'bytes');
        equal(all.slice(0, 50), new Uint8Array(50), 'before');
        equal(all.slice(-50), new Uint8Array(50), 'after');
        await folder.remove(path);
      }),
  },
  {
    name: 'two thousand chunks go in one call',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const path = ['many-chunks'];
        const bytes = pattern(2000 * 100, 2);
        const chunks = Array.from({ length: 2000 }, (_, i) =>
          bytes.subarray(i * 100, (i + 1) * 100),
        );
        await folder.allocate(path, bytes.length);
        await folder.write(path, 0, chunks);
        equal(await folder.read(path, 0, bytes.length), bytes, 'bytes');
        await folder.remove(path);
      }),
  },
  {
    name: 'calls on disjoint ranges of one file may overlap',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const path = ['overlap'];
        const part = 256 * 1024;
        await folder.allocate(path, 32 * part);
        const parts = Array.from({ length: 32 }, (_, i) => i);
        await Promise.all([
          ...parts.map((i) => folder.write(path, i * part, [pattern(part, i)])),
          folder.allocate(path, 32 * part + 1),
        ]);
        const read = await Promise.all(
          parts.map((i) => folder.read(path, i * part, part)),
        );
        for (const i of parts) equal(read[i], pattern(part, i), `part ${i}`);
        await Promise.all(
          parts.map(async (i) => {
            if (i % 2 === 0) await folder.write(path, i * part, [pattern(part, i + 100)]);
            else
              equal(await folder.read(path, i * part, part), pattern(part, i), 'beside');
          }),
        );
        equal(await folder.read(path, 30 * part, part), pattern(part, 130), 'rewritten');
        await folder.remove(path);
      }),
  },
  {
    name: 'what lies in a file is read while other parts of it are written without a pause',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const path = ['written', 'and read'];
        const [lanes, writes, length] = [8, 40, 65_536];
        await folder.allocate(path, length * (lanes + 1));
        await folder.write(path, 0, [pattern(length, 1)]);
        let writing = lanes;
        const write = async (lane: number) => {
          for (let turn = 0; turn < writes; turn++) {
            await folder.write(path, length * (lane + 1), [pattern(length, turn)]);
          }
          writing--;
        };
        const read = async () => {
          while (writing > 0) equal(await folder.read(path, 0, 9), pattern(9, 1), 'read');
        };
        const all = Array.from({ length: lanes }, (_, lane) => write(lane));
        await Promise.all([...all, read(), read()]);
        await folder.remove(path);
      }),
  },
  {
    name: 'many files can be written and read at once',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const paths = Array.from({ length: 150 }, (_, i) => ['at-once', `${i}`]);
        await Promise.all(
          paths.map(async (path, i) => {
            await folder.allocate(path, 5000);
            await folder.write(path, 0, [pattern(5000, i)]);
          }),
        );
        const read = await Promise.all(paths.map((path) => folder.read(path, 0, 5000)));
        for (const [i, bytes] of read.entries()) equal(bytes, pattern(5000, i), `${i}`);
        for (const path of paths) await folder.remove(path);
      }),
  },
  {
    name: 'reading is short only at the end of the file',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const path = ['short'];
        await folder.allocate(path, 1000);
        await folder.write(path, 0, [pattern(1000, 3)]);
        equal(await folder.read(path, 990, 100), pattern(1000, 3).slice(990), 'end');
        equal(await folder.read(path, 1000, 100), new Uint8Array(0), 'at the end');
        equal(await folder.read(path, 5000, 100), new Uint8Array(0), 'beyond the end');
        equal(await folder.read(path, 10, 0), new Uint8Array(0), 'nothing');
        await folder.remove(path);
      }),
  },
  {
    name: 'what was read is the caller’s own, and slice copies it',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const path = ['own'];
        await folder.allocate(path, 100);
        await folder.write(path, 0, [pattern(100, 4)]);
        const first = await folder.read(path, 0, 100);
        ok(first.slice().buffer !== first.buffer, 'slice copies');
        first.fill(0);
        equal(await folder.read(path, 0, 100), pattern(100, 4), 'bytes');
        await folder.remove(path);
      }),
  },
  {
    name: 'reads into memory that is there, shared or not, and says how much there was',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const path = ['into'];
        await folder.allocate(path, 1000);
        await folder.write(path, 0, [pattern(1000, 6)]);
        for (const memory of [new ArrayBuffer(300), new SharedArrayBuffer(300)]) {
          const whole = new Uint8Array(memory);
          const part = whole.subarray(100, 200);
          equal(await folder.readInto(path, 20, part), 100, 'all of it');
          equal(part.slice(), pattern(1000, 6).slice(20, 120), 'bytes');
          equal(whole.slice(0, 100), new Uint8Array(100), 'nothing before');
          equal(whole.slice(200), new Uint8Array(100), 'nothing behind');
          equal(await folder.readInto(path, 990, part), 10, 'up to the end');
          equal(await folder.readInto(path, 5000, part), 0, 'beyond the end');
        }
        await folder.remove(path);
      }),
  },
  {
    name: 'reading or writing a file that is absent is file-gone',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        for (const path of [['none'], ['none', 'below']]) {
          await rejectsWithCode(folder.read(path, 0, 1), StorageError, 'file-gone');
          const reading = folder.readInto(path, 0, new Uint8Array(1));
          await rejectsWithCode(reading, StorageError, 'file-gone');
          const writing = folder.write(path, 0, [pattern(1, 1)]);
          await rejectsWithCode(writing, StorageError, 'file-gone');
          equal(await folder.stat(path), undefined, 'stat');
        }
      }),
  },
  {
    name: 'a file removed is gone, and made again it is zeros',
    run: (subject) =>
      withFolder(subject, async (folder) => {
        const path = ['removed', 'file'];
        await folder.allocate(path, 10);
        await folder.write(path, 0, [pattern(10, 5)]);
        equal(await folder.read(path, 0, 10), pattern(10, 5), 'bytes at first');
        await folder.remove(path);
        await rejectsWithCode(folder.read(path, 0, 10), StorageError, 'file-gone');
        await folder.allocate(path, 10);
        equal(await folder.read(path, 0, 10), new Uint8Array(10), 'bytes');
        await folder.remove(path);
      }),
  },
  {
    name: 'close waits for what is under way',
    run: async (subject) => {
      const path = ['close'];
      const folder = await subject.folders.open(subject.root);
      await folder.allocate(path, 4 * MIB);
      let written = 0;
      for (let i = 0; i < 4; i++) {
        void folder.write(path, i * MIB, [pattern(MIB, i)]).then(() => written++);
      }
      await folder.close();
      equal(written, 4, 'writes finished');
      await withFolder(subject, async (again) => {
        for (let i = 0; i < 4; i++) {
          equal(await again.read(path, i * MIB, MIB), pattern(MIB, i), `MiB ${i}`);
        }
        await again.remove(path);
      });
    },
  },
];
