import { beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import { MemoryFolders } from '../../../background/platform/memory/folders.ts';
import { IGNORED } from '../../../src/api/ignored.ts';
import { makeTorrent, type TorrentOrder } from '../../../src/create/make-torrent.ts';
import { RillError } from '../../../src/errors/rill-error.ts';
import { StorageError } from '../../../src/errors/storage-error.ts';
import type { TorrentVersion } from '../../../src/metainfo/metainfo.ts';
import { openTorrent } from '../../../src/metainfo/open-torrent.ts';
import type { Folder } from '../../../src/ports/folders.ts';
import { nodeSha } from '../../support/node-sha.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';

const KIB = 1024;
const NOW = 1_700_000_000_000;

let folders: MemoryFolders;
let folder: Folder;

beforeEach(async () => {
  folders = new MemoryFolders(new MemoryClock());
  folder = await folders.open(folders.embedded);
});

async function put(path: string, content: Uint8Array | number): Promise<void> {
  const bytes =
    typeof content === 'number' ? new Uint8Array(content).fill(path.length) : content;
  const elements = path.split('/');
  await folder.allocate(elements, bytes.length);
  await folder.write(elements, 0, [bytes]);
}

const ORDER: TorrentOrder = {
  path: [],
  name: 'thing',
  version: 'hybrid',
  trackers: [],
  webSeeds: [],
  private: false,
  ignore: IGNORED,
};

interface Watch {
  progress?(done: number, size: number, fileCount: number): void;
  readonly signal?: AbortSignal;
}

/** Makes a torrent of what was put, and reads it again. */
async function make(order: Partial<TorrentOrder> = {}, watch: Watch = {}) {
  const { progress = () => {}, signal = new AbortController().signal } = watch;
  const context = { folder, hasher: nodeSha, now: NOW, progress, signal };
  return openTorrent(await makeTorrent({ ...ORDER, ...order }, context), nodeSha);
}

/** "fault code" of what becomes of it. */
async function failure(order: Partial<TorrentOrder>, watch: Watch = {}): Promise<string> {
  const error = await make(order, watch).then(
    () => undefined,
    (error) => error,
  );
  return error instanceof RillError ? `${error.fault} ${error.code}` : `${error}`;
}

const paths = async (order: Partial<TorrentOrder> = {}) => {
  const { metainfo } = await make(order);
  const kept = metainfo.files.filter(({ kind }) => kind === 'file');
  return kept.map(({ path }) => path.slice(1).join('/'));
};

describe.each(['v1', 'v2', 'hybrid'] as const)('%s', (version: TorrentVersion) => {
  test.each<[string, Readonly<Record<string, number>>]>([
    ['whole pieces, and a byte more', { a: 64 * KIB + 1, b: 64 * KIB }],
    ['files over and within pieces', { a: 200_001, b: 5, 'c/d': 300_000, 'c/e': 65_536 }],
    ['empty files', { a: 0, b: 10, 'deep/er': 0, z: 128 * KIB }],
    ['more than is read at once', { a: 3_500_000, b: 2_097_152 }],
  ])('%s', async (_, sizes) => {
    const expected = memoryTorrent({ sizes, version });
    for (const { path, bytes, pad } of expected.files) {
      if (!pad) await put(path.slice(1).join('/'), bytes);
    }
    const { metainfo, hashes } = await make({ version, pieceLength: 64 * KIB });
    expect(hashes).toEqual(expected.hashes);
    expect(Buffer.from(metainfo.infoBytes)).toEqual(Buffer.from(expected.info));
  });

  test('a file by itself', async () => {
    const name = 'film.bin';
    const expected = memoryTorrent({ name, sizes: 300_001, version });
    await put(name, expected.content);
    await put('beside', 10);
    const order = { version, name, path: [name], pieceLength: 64 * KIB };
    expect((await make(order)).hashes).toEqual(expected.hashes);
  });
});

test('a folder in the folder', async () => {
  await put('sub/a', 10);
  await put('sub/b/c', 10);
  await put('other', 10);
  expect(await paths({ path: ['sub'], name: 'sub' })).toEqual(['a', 'b/c']);
});

test('all of a folder that is a single file: v2 knows the file only', async () => {
  await put('film.bin', 10);
  const first = async (version: TorrentVersion) =>
    (await make({ version })).metainfo.files[0]?.path.join('/');
  expect(await first('v1')).toBe('thing/film.bin');
  expect(await first('hybrid')).toBe('thing/film.bin');
  expect(await first('v2')).toBe('film.bin');
});

test('names are in the order of their bytes, folder by folder', async () => {
  const names = ['Z', 'a', 'sub/x', 'sub-2/x', 'sub.txt', 'ü', '\u{ffee}', '\u{1d4b3}'];
  for (const name of [...names].reverse()) await put(name, 1);
  const sorted = ['Z', 'a', 'sub/x', 'sub-2/x', 'sub.txt', 'ü', '\u{ffee}', '\u{1d4b3}'];
  for (const version of ['v1', 'v2'] as const) {
    expect(await paths({ version })).toEqual(sorted);
  }
});

test('what systems leave behind, and what is to be ignored, is left out', async () => {
  for (const name of ['a', '.DS_Store', 'b/THUMBS.DB', '._a', 'c.tmp', 'd.tmp/e']) {
    await put(name, 10);
  }
  expect(await paths({ ignore: [...IGNORED, '*.tmp'] })).toEqual(['a']);
});

test('one place can be left out', async () => {
  for (const name of ['a', 'out.torrent', 'b/out.torrent']) await put(name, 10);
  expect(await paths({ except: ['out.torrent'] })).toEqual(['a', 'b/out.torrent']);
});

test('everything said beside the files is in the torrent', async () => {
  await put('a', 10);
  const trackers = [['http://a/announce', 'udp://b:1'], [], ['wss://c/']];
  const { metainfo } = await make({
    trackers,
    webSeeds: ['https://d/'],
    private: true,
    source: 'ABC',
    comment: 'für alle',
  });
  expect(metainfo).toMatchObject({
    name: 'thing',
    trackers: [trackers[0], trackers[2]],
    webSeeds: ['https://d/'],
    isPrivate: true,
    source: 'ABC',
    comment: 'für alle',
    createdBy: 'Rill/0.1',
    creationDate: NOW,
    warnings: [],
  });
});

test('progress goes from nothing to all of it', async () => {
  await put('a', 24 << 20);
  await put('b', 100);
  const size = (24 << 20) + 100;
  const seen: number[] = [];
  const progress = (done: number, all: number, fileCount: number) => {
    expect([all, fileCount]).toEqual([size, 2]);
    seen.push(done);
  };
  await make({ version: 'v1' }, { progress });
  expect(seen[0]).toBe(0);
  expect(seen.at(-1)).toBe(size);
  expect(seen.length).toBeGreaterThan(3);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

describe('refuses', () => {
  test('no files, and only empty or ignored ones', async () => {
    expect(await failure({})).toBe('input nothing-to-share');
    await put('empty', 0);
    await put('.DS_Store', 10);
    expect(await failure({})).toBe('input nothing-to-share');
  });

  test('what is not there', async () => {
    expect(await failure({ path: ['gone'], name: 'gone' })).toBe('storage file-gone');
  });

  test.each(['a:b', 'trailing.', 'CON', 'e\u0301'])('the name "%s"', async (name) => {
    await put(`fine/${name}`, 10);
    expect(await failure({})).toBe('input unusable-name');
    expect(await failure({ path: ['fine', name], name })).toBe('input unusable-name');
    expect(await failure({ ignore: [name] })).toBe('input nothing-to-share');
  });

  test('names that are one in another letter case', async () => {
    await put('Read me', 10);
    await put('README', 10);
    await put('read ME', 10);
    expect(await failure({})).toBe('input unusable-name');
  });

  test('a folder of a single file, where a v2 torrent would lose it', async () => {
    await put('sub/thing', 10);
    expect(await failure({ version: 'v2', path: ['sub'] })).toBe('input bad-command');
    expect(await paths({ version: 'hybrid', path: ['sub'] })).toEqual(['thing']);
  });

  test('folders in folders without end', async () => {
    await put(`${'d/'.repeat(70)}file`, 10);
    expect(await failure({})).toBe('input path-too-deep');
  });

  test.each<[string, Partial<TorrentOrder>]>([
    ['bad-piece-length', { pieceLength: 50_000 }],
    ['bad-piece-length', { pieceLength: 8192 }],
    ['bad-piece-length', { pieceLength: 256 << 20 }],
    ['bad-piece-length', { pieceLength: Number.NaN }],
    ['bad-tracker', { trackers: [['http://fine/'], ['tracker.example']] }],
    ['bad-tracker', { trackers: [['http://']] }],
    ['bad-tracker', { trackers: [['http://a b/']] }],
    ['bad-web-seed', { webSeeds: ['udp://a:1'] }],
    ['unusable-name', { name: '..' }],
  ])('%s', async (code, order) => {
    await put('a', 10);
    expect(await failure(order)).toBe(`input ${code}`);
  });
});

test('what Rill could not read back is not hashed first', async () => {
  // With a pad file behind each there are too many for any reader.
  const names = Array.from({ length: 151_000 }, (_, index) => `${index}`);
  folder = {
    ...folder,
    list: async () => names.map((name) => ({ name, kind: 'file' })),
    stat: async (path) => (path.length > 0 ? { size: 1, modified: 0 } : undefined),
    readInto: () => Promise.reject(new StorageError('io', 'read')),
  };
  expect(await failure({ version: 'v2' })).toBe('input too-many-files');
}, 30_000);

describe('a file that changes meanwhile', () => {
  /** Once the files were looked at, and before they are read. */
  const meanwhile = (change: () => void): Watch => {
    let begun = false;
    const progress = () => {
      if (!begun) change();
      begun = true;
    };
    return { progress };
  };

  beforeEach(() => put('a', 100_000));

  test('grows', async () => {
    const watch = meanwhile(() => void folder.allocate(['a'], 100_001));
    expect(await failure({}, watch)).toBe('storage file-changed');
  });

  test('shrinks', async () => {
    const watch = meanwhile(() => {
      void folder.remove(['a']);
      void folder.allocate(['a'], 99_999);
    });
    expect(await failure({}, watch)).toBe('storage file-changed');
  });

  test('vanishes', async () => {
    const watch = meanwhile(() => void folder.remove(['a']));
    expect(await failure({}, watch)).toBe('storage file-gone');
  });

  test('cannot be read', async () => {
    const error = new StorageError('io', 'broken');
    const watch = meanwhile(() => folders.disk.failWith(error, 'read'));
    expect(await failure({}, watch)).toBe('storage io');
  });
});

test('a signal ends it, and nothing is read any more', async () => {
  await put('a', 48 << 20);
  const aborter = new AbortController();
  const seen: number[] = [];
  const progress = (done: number) => {
    seen.push(done);
    if (done > 0) aborter.abort(new Error('cancelled'));
  };
  const outcome = await failure({}, { progress, signal: aborter.signal });
  expect(outcome).toBe('Error: cancelled');
  expect(seen.at(-1)).toBeLessThan(48 << 20);
});
