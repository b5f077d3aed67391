import { beforeEach, expect, test } from '@jest/globals';
import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import { MemoryFolders } from '../../../background/platform/memory/folders.ts';
import { StorageError } from '../../../src/errors/storage-error.ts';
import { FileLayout } from '../../../src/metainfo/file-layout.ts';
import { Pieces } from '../../../src/metainfo/pieces.ts';
import type { Folder } from '../../../src/ports/folders.ts';
import { Selection } from '../../../src/storage/selection.ts';
import { TorrentStorage } from '../../../src/storage/torrent-storage.ts';
import { UnkeptBytes } from '../../../src/storage/unkept-bytes.ts';
import { plainFile } from '../../support/plain-file.ts';

/** Pieces of 10 bytes:  aaaaaaaaaa aabbbccccc cccccccccc ccccccdddd */
const files = ['a', 'b', 'c', 'd'].map((name, at) =>
  plainFile([name], [12, 3, 21, 4][at]!, [0, 12, 15, 36][at]!),
);
const layout = new FileLayout(files);
const pieces = new Pieces({ version: 'v1', pieceLength: 10, pieceCount: 4 }, layout);
const PARTS = ['.parts'];
const stream = Uint8Array.from({ length: 40 }, (_, at) => at + 1);
const { signal } = new AbortController();

const [A, B, C, D] = [0, 1, 2, 3];
const without = (...unwanted: number[]) => new Selection(layout, pieces, unwanted);

let disk: Folder;
/** Writes wait for it, each before its bytes are taken. */
let gate: Promise<void> | undefined;

beforeEach(async () => {
  const folders = new MemoryFolders(new MemoryClock());
  disk = await folders.open(folders.embedded);
  gate = undefined;
});

function open(selection: Selection): Promise<TorrentStorage> {
  const folder: Folder = {
    list: (path) => disk.list(path),
    stat: (path) => disk.stat(path),
    allocate: (path, size) => disk.allocate(path, size),
    write: async (path, offset, chunks) => {
      await gate;
      await disk.write(path, offset, chunks);
    },
    read: (path, offset, length) => disk.read(path, offset, length),
    readInto: (path, offset, into) => disk.readInto(path, offset, into),
    remove: (path) => disk.remove(path),
    rename: (from, to) => disk.rename(from, to),
    close: () => disk.close(),
  };
  return TorrentStorage.open({ layout, pieces, selection, folder, partFile: PARTS });
}

const writePiece = (storage: TorrentStorage, piece: number) =>
  storage.write(piece * 10, [stream.slice(piece * 10, piece * 10 + 10)]);

async function fileOf(name: string): Promise<number[] | undefined> {
  if (!(await disk.stat([name]))) return undefined;
  return [...(await disk.read([name], 0, 100))];
}

const bytes = (from: number, to: number) => [...stream.slice(from, to)];

/** Everything that was asked of the storage so far is under way. */
const underWay = () => new Promise<void>((resolve) => setImmediate(resolve));

test('what is being written to the part file goes into the file that is wanted now', async () => {
  const storage = await open(without(B));
  let letThrough = () => {};
  gate = new Promise((resolve) => {
    letThrough = resolve;
  });
  const writing = writePiece(storage, 1);
  await underWay();
  const selecting = storage.select(without(), signal);
  await underWay();
  letThrough();
  await Promise.all([writing, selecting]);
  expect(await fileOf('b')).toEqual(bytes(12, 15));
  expect(await disk.stat(PARTS)).toBeUndefined();
});

test('what is written while the selection changes goes where the new one has it', async () => {
  const storage = await open(without(B));
  await writePiece(storage, 1);
  let letThrough = () => {};
  gate = new Promise((resolve) => {
    letThrough = resolve;
  });
  const selecting = storage.select(without(D), signal);
  await underWay();
  const writing = writePiece(storage, 3);
  await underWay();
  letThrough();
  await Promise.all([selecting, writing]);
  expect(await fileOf('d')).toBeUndefined();
  expect(await fileOf('b')).toEqual(bytes(12, 15));
  expect([...(await storage.read(30, 10))]).toEqual(bytes(30, 40));
});

test('what is written from the change on goes by the new selection, from the first byte', async () => {
  const storage = await open(without());
  const selecting = storage.select(without(D), signal);
  await Promise.all([selecting, writePiece(storage, 3)]);
  expect(await fileOf('d')).toBeUndefined();
  expect([...(await storage.read(30, 10))]).toEqual(bytes(30, 40));
});

test('a file that is left out is made no more, and what it has is read', async () => {
  const storage = await open(without());
  await writePiece(storage, 1);
  await storage.select(without(C), signal);
  await writePiece(storage, 3);
  expect((await fileOf('c'))!.slice(0, 5)).toEqual(bytes(15, 20));
  expect((await fileOf('c'))!.slice(15)).toEqual([0, 0, 0, 0, 0, 0]);
  expect([...(await storage.read(10, 10))]).toEqual(bytes(10, 20));
  expect([...(await storage.read(30, 10))]).toEqual(bytes(30, 40));
});

test('refuses, rather than drops, what nobody keeps', async () => {
  const storage = await open(without(C));
  expect([0, 1, 2, 3].map((piece) => storage.keeps(piece))).toEqual([
    true,
    true,
    false,
    true,
  ]);
  await expect(writePiece(storage, 2)).rejects.toBeInstanceOf(UnkeptBytes);
  await storage.select(without(A, C), signal);
  await expect(writePiece(storage, 0)).rejects.toBeInstanceOf(UnkeptBytes);
  await storage.select(without(), signal);
  await writePiece(storage, 2);
  expect([...(await storage.read(20, 10))]).toEqual(bytes(20, 30));
});

test('room is made anew after the part file was removed', async () => {
  const storage = await open(without(B));
  await writePiece(storage, 1);
  await storage.select(without(), signal);
  expect(await disk.stat(PARTS)).toBeUndefined();
  await storage.select(without(D), signal);
  await writePiece(storage, 3);
  const again = await open(without(D));
  expect([...(await again.read(30, 10))]).toEqual(bytes(30, 40));
  expect([...(await again.read(10, 10))]).toEqual(bytes(10, 20));
});

test('makes the files that are wanted of what is to be written, once', async () => {
  const storage = await open(without(B));
  const sizes: [string, number][] = [];
  const allocate = disk.allocate.bind(disk);
  disk.allocate = (path, size) => {
    sizes.push([path.join('/'), size]);
    return allocate(path, size);
  };
  storage.prepare(10, 10);
  storage.prepare(10, 10);
  await underWay();
  expect(await disk.stat(['b'])).toBeUndefined();
  await writePiece(storage, 1);
  expect(sizes.filter(([name]) => name !== PARTS[0])).toEqual([
    ['a', 12],
    ['c', 21],
  ]);
});

test('a file that could not be made before is made when it is written', async () => {
  const storage = await open(without());
  const allocate = disk.allocate.bind(disk);
  disk.allocate = async () => {
    disk.allocate = allocate;
    throw new StorageError('no-space', 'full');
  };
  storage.prepare(20, 10);
  await underWay();
  await writePiece(storage, 2);
  expect((await fileOf('c'))?.slice(5, 15)).toEqual(bytes(20, 30));
});

test('looks at many files at a time, each once', async () => {
  const many = new FileLayout(
    Array.from({ length: 100 }, (_, at) => plainFile([`${at}`], 10, at * 10)),
  );
  const whole = new Pieces({ version: 'v1', pieceLength: 10, pieceCount: 100 }, many);
  const asked: string[] = [];
  let looks = 0;
  let most = 0;
  const stat = async (path: readonly string[]) => {
    asked.push(path.join('/'));
    most = Math.max(most, ++looks);
    await underWay();
    looks--;
    return path[0] === '7' ? { size: 10, modified: 0, executable: false } : undefined;
  };
  const storage = await TorrentStorage.open({
    layout: many,
    pieces: whole,
    selection: new Selection(many, whole, []),
    folder: { ...disk, stat } as Folder,
    partFile: PARTS,
  });
  const isThere = await storage.measure();
  expect([60, 70, 80].map((offset) => isThere(offset, 10))).toEqual([false, true, false]);
  expect(most).toBe(32);
  expect(asked.filter((name) => name !== PARTS[0])).toHaveLength(100);
});

test('files are renamed while nothing is read or written, and what comes meanwhile waits', async () => {
  const storage = await open(without());
  const happened: string[] = [];
  const tell = (what: string) => () => happened.push(what);
  let letThrough = () => {};
  gate = new Promise((resolve) => {
    letThrough = resolve;
  });
  const before = writePiece(storage, 0).then(tell('written before'));
  await underWay();
  const renamed = new FileLayout(
    files.map((file, at) => (at === A ? { ...file, path: ['z'] } : file)),
  );
  const renaming = storage
    .rename(
      async () => {
        tell('renaming')();
        await disk.rename(['a'], ['z']);
        await underWay();
      },
      () => renamed,
    )
    .then(tell('renamed'));
  const reading = storage.read(0, 10).then((found) => {
    tell('read')();
    return [...found];
  });
  const after = writePiece(storage, 1).then(tell('written after'));
  await underWay();
  expect(happened).toEqual([]);
  letThrough();
  await Promise.all([before, renaming, after]);
  expect(await reading).toEqual(bytes(0, 10));
  expect(happened.slice(0, 3)).toEqual(['written before', 'renaming', 'renamed']);
  expect(await fileOf('a')).toBeUndefined();
  expect(await fileOf('z')).toEqual(bytes(0, 12));
});
