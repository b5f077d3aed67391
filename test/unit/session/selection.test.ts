import { beforeEach, expect, test } from '@jest/globals';
import { encode } from '../../../src/bencode/encode.ts';
import { StorageError } from '../../../src/errors/storage-error.ts';
import type { FolderRef } from '../../../src/ports/folders.ts';
import type { Machine } from '../../support/sim/machine.ts';
import { memoryTorrent } from '../../support/sim/memory-torrent.ts';
import { MemoryTracker } from '../../support/sim/memory-tracker.ts';
import { World } from '../../support/sim/world.ts';

const KIB = 1024;
const PIECE = 64 * KIB;

/** Pieces:  0 a | 1 a b c | 2 c | 3 c d | 4 d e | 5 e ; d is as long as a piece. */
const torrent = memoryTorrent({
  sizes: { a: 80 * KIB, 'b/b': 10 * KIB, c: 120 * KIB, d: PIECE, e: 60 * KIB, 'f/f': 0 },
});
const { id } = torrent;
const [A, B, C, D, E, F] = [0, 1, 2, 3, 4, 5];
const PATHS = ['thing/a', 'thing/b/b', 'thing/c', 'thing/d', 'thing/e', 'thing/f/f'];
const PARTS = [`.${id}.parts`];

let world: World;
let seed: Machine;
let leech: Machine;

beforeEach(async () => {
  world = new World();
  seed = await world.start('10.0.0.1');
  await seed.put(torrent);
  await seed.add(torrent);
  await world.complete(id, seed);
  leech = world.machine('10.0.0.2');
});

/** Starts the other machine with all but these files wanted, and lets it meet the seed. */
async function begin(unwanted: number[]): Promise<void> {
  await leech.record(torrent, { unwanted });
  await leech.start();
  await leech.meet(id, seed);
}

async function partFile(ref: FolderRef = leech.folders.embedded) {
  const folder = await leech.folders.open(ref);
  return folder.stat(PARTS);
}

/** Exactly the other files are there, as they should be. */
async function expectAllBut(unwanted: number[], ref?: FolderRef): Promise<void> {
  const paths = unwanted.map((file) => PATHS[file]!);
  expect(await leech.differences(torrent, ref)).toEqual(paths);
  expect(await leech.present(torrent, ref)).toEqual(
    PATHS.filter((path) => !paths.includes(path)),
  );
}

const lengthOf = (pieces: number[]) =>
  pieces.reduce((sum, piece) => sum + (piece === 5 ? 14 * KIB : PIECE), 0);

const size = (files: number[]) =>
  files.reduce((sum, file) => sum + torrent.files[file]!.bytes.length, 0);

test.each<[string, number[], number[]]>([
  ['the first file', [A], [1, 2, 3, 4, 5]],
  ['a file within one piece', [B], [0, 1, 2, 3, 4, 5]],
  ['a file in the middle', [C], [0, 1, 3, 4, 5]],
  ['a file of two borders', [D], [0, 1, 2, 3, 4, 5]],
  ['the last file that has bytes', [E], [0, 1, 2, 3, 4]],
  ['an empty file', [F], [0, 1, 2, 3, 4, 5]],
  ['anything but the first', [B, C, D, E, F], [0, 1]],
  ['anything but the one within a piece', [A, C, D, E, F], [1]],
  ['anything but two far apart', [B, C, D, F], [0, 1, 4, 5]],
  ['neighbours', [A, B, C], [3, 4, 5]],
])('without %s the others arrive, whole', async (_, unwanted, pieces) => {
  await begin(unwanted);
  await world.complete(id, leech);
  await expectAllBut(unwanted);
  const wanted = [A, B, C, D, E, F].filter((file) => !unwanted.includes(file));
  expect(leech.row(id)).toMatchObject({
    size: size(wanted),
    done: size(wanted),
    fileCount: wanted.length,
  });
  expect(leech.row(id).downloaded).toBe(6 + lengthOf(pieces));
  expect(leech.alerts.map(({ kind }) => kind)).toEqual(['completed']);
});

test('where nothing is wanted there is nothing to do', async () => {
  await begin([A, B, C, D, E, F]);
  await world.complete(id, leech);
  await world.pass(2000);
  await expectAllBut([A, B, C, D, E, F]);
  expect(leech.row(id)).toMatchObject({ size: 0, done: 0, peers: 0, downloaded: 6 });
  expect(await partFile()).toBeUndefined();
});

test('shares its part of a torrent from where nothing can be changed any more', async () => {
  await begin([B, D]);
  await world.complete(id, leech);
  await world.settle(leech.session.stop());
  const error = new StorageError('read-only', 'the card is locked');
  leech.folders.disk.failWith(error, 'allocate', 'write', 'remove');
  await leech.start();
  await world.complete(id, leech);
  expect(leech.row(id)).toMatchObject({ error: null, fileCount: 4 });
});

test('hands on what it has, borders too, and nothing else', async () => {
  await begin([A, C]);
  await world.complete(id, leech);
  const third = await world.start('10.0.0.3');
  await third.add(torrent);
  await third.meet(id, leech);
  await world.pass(5000);
  expect(third.row(id)).toMatchObject({ status: 'downloading' });
  expect(third.row(id).done).toBe(lengthOf([1, 3, 4, 5]));
  await third.meet(id, seed);
  await world.complete(id, third);
  expect(await third.differences(torrent)).toEqual([]);
});

test('is of no interest to it what only a peer has that nobody wants', async () => {
  const other = await world.start('10.0.0.3');
  // Of the other's pieces the first is a's alone, the third c's.
  await other.put(torrent, undefined, (piece) => piece === 0 || piece === 2);
  await other.add(torrent);
  await world.until('checked', () => other.row(id).status === 'downloading');
  await leech.record(torrent, { unwanted: [A, C] });
  await leech.start();
  await leech.meet(id, other);
  await world.pass(5000);
  expect(leech.row(id)).toMatchObject({ peers: 1, downloaded: 6 });
});

test('a restart claims everything again, and fetches nothing', async () => {
  await begin([B, D]);
  await world.complete(id, leech);
  await world.settle(leech.session.stop());
  await leech.start();
  await world.complete(id, leech);
  expect(leech.row(id).done).toBe(size([A, C, E]));
  const before = seed.row(id).uploaded;
  await leech.meet(id, seed);
  await world.pass(2000);
  expect(seed.row(id).uploaded).toBe(before);
});

test('without the part file its pieces are fetched again, and only those', async () => {
  await begin([B, D]);
  await world.complete(id, leech);
  await world.settle(leech.session.stop());
  const folder = await leech.folders.open(leech.folders.embedded);
  await folder.remove(PARTS);
  await leech.start();
  await world.until('checked', () => leech.row(id).status === 'downloading');
  const before = seed.row(id).uploaded;
  await leech.meet(id, seed);
  await world.complete(id, leech);
  // 1 has b, 3 and 4 have d.
  expect(seed.row(id).uploaded - before).toBe(lengthOf([1, 3, 4]));
  await expectAllBut([B, D]);
});

test('a full check finds what is in the part file', async () => {
  await begin([B, D]);
  await world.complete(id, leech);
  await world.settle(leech.session.stop());
  await leech.record(torrent, { unwanted: [B, D] });
  await leech.start();
  await world.complete(id, leech);
  expect(leech.row(id).downloaded).toBe(6);
});

test('a file that stands there though nobody wants it is shared, never changed', async () => {
  await leech.put(torrent, undefined, (piece) => piece < 2);
  await begin([A]);
  await world.complete(id, leech);
  const folder = await leech.folders.open(leech.folders.embedded);
  const { bytes } = torrent.files[A]!;
  expect(await folder.read(['thing', 'a'], 0, bytes.length)).toEqual(bytes);
  expect(await leech.differences(torrent)).toEqual([]);
  expect(leech.row(id).downloaded).toBe(6 + lengthOf([2, 3, 4, 5]));
});

/** Has these files wanted, too, from the next start on. */
async function want(unwanted: number[]): Promise<void> {
  const key = `resume/${id}`;
  const resume = JSON.parse(new TextDecoder().decode((await leech.store.get(key))!));
  const text = JSON.stringify({ ...resume, unwanted });
  await leech.store.set(key, new TextEncoder().encode(text));
}

test('what is wanted later is there without a fetch as far as the part file had it', async () => {
  await begin([B, D]);
  await world.complete(id, leech);
  await world.settle(leech.session.stop());
  await want([]);
  await leech.start();
  // All of both lay in it.
  await world.complete(id, leech);
  await expectAllBut([]);
  expect(await partFile()).toBeUndefined();
});

test('a crash while the part file is emptied loses nothing', async () => {
  await begin([B, D]);
  await world.complete(id, leech);
  await world.settle(leech.session.stop());
  await want([]);
  for (let after = 5; after < 120; after += 20) {
    leech.power.writeTime = 20;
    await leech.start();
    await world.pass(after);
    leech.crash();
  }
  await leech.start();
  await world.complete(id, leech);
  await expectAllBut([]);
  expect(await partFile()).toBeUndefined();
});

test('a crash at any point loses nothing that was had, and counts nothing that was not', async () => {
  const unwanted = [A, D];
  const done = new Set<number>();
  for (let after = 5; after < 200; after += 10) {
    const machine = world.machine(`10.0.1.${after}`);
    machine.power.writeTime = 7;
    await machine.record(torrent, { unwanted });
    await machine.start({ memoryBudget: PIECE });
    await machine.meet(id, seed);
    await world.pass(after);
    done.add(machine.row(id).done);
    machine.crash();
    await machine.start();
    await machine.meet(id, seed);
    await world.complete(id, machine);
    expect(await machine.present(torrent)).not.toContain('thing/d');
    await world.settle(machine.session.stop());
    // All of it is right, borders too: a look at every byte finds nothing to fetch.
    await machine.record(torrent, { unwanted });
    await machine.start();
    await world.complete(id, machine);
    expect(machine.row(id).downloaded).toBe(6);
    await world.settle(machine.session.stop());
  }
  expect(done.size).toBeGreaterThan(3);
});

test('a move takes the part file along', async () => {
  await begin([B, D]);
  await world.complete(id, leech);
  const folder = leech.folders.add('Mine');
  await leech.execute({ kind: 'move', id, folder });
  await world.complete(id, leech);
  await expectAllBut([B, D], folder);
  expect(await partFile()).toBeUndefined();
  expect(await partFile(folder)).toBeDefined();
  expect(leech.row(id)).toMatchObject({ done: size([A, C, E]), folder });
});

test('a removal with data leaves nothing', async () => {
  await begin([B, D]);
  await world.complete(id, leech);
  await world.settle(leech.execute({ kind: 'remove', id, deleteData: true }));
  const folder = await leech.folders.open(leech.folders.embedded);
  expect(await folder.list([])).toEqual([]);
});

test('tells trackers that it is a partial seed, of how much is missing, and of no end', async () => {
  const tracker = await MemoryTracker.start(world, '10.0.0.9');
  tracker.answer = () => encode({ interval: 60 });
  const tracked = memoryTorrent({
    name: 'other',
    sizes: { a: PIECE, b: PIECE },
    trackers: [tracker.url],
  });
  await seed.put(tracked);
  await seed.add(tracked);
  await leech.record(tracked, { unwanted: [A] });
  await leech.start();
  await leech.meet(tracked.id, seed);
  await world.complete(tracked.id, leech);
  await world.pass(61_000);
  const told = tracker.announces.filter(({ from }) => from === leech.address);
  expect(told).toMatchObject([
    { event: 'started', left: 2 * PIECE },
    { event: 'paused', left: PIECE },
  ]);
});

test('a part file that cannot be written stops the torrent, and it goes on with room', async () => {
  leech.folders.disk.failWith(new StorageError('no-space', 'full'), 'allocate');
  await begin([A, B, C, D, F]);
  await world.until('failed', () => leech.row(id).status === 'error');
  expect(leech.row(id)).toMatchObject({ done: 0, error: { code: 'no-space' } });
  leech.folders.disk.recover();
  await leech.execute({ kind: 'resume', id });
  await world.complete(id, leech);
  await expectAllBut([A, B, C, D, F]);
});

test.each(['v2', 'hybrid'] as const)(
  'of a %s torrent no piece has a border',
  async (version) => {
    const sizes = { a: 80 * KIB, b: 10 * KIB, c: 3 * PIECE + 1 };
    const aligned = memoryTorrent({ name: 'aligned', sizes, version });
    await seed.put(aligned);
    await seed.add(aligned);
    const [, , b] = aligned.files;
    // The second file: a pad file stands before it.
    await leech.record(aligned, { unwanted: [2] });
    await leech.start();
    await leech.meet(aligned.id, seed);
    await world.complete(aligned.id, leech);
    expect(await leech.differences(aligned)).toEqual([b!.path.join('/')]);
    expect(leech.row(aligned.id).done).toBe(sizes.a + sizes.c);
    const folder = await leech.folders.open(leech.folders.embedded);
    expect((await folder.list([])).map(({ name }) => name)).toEqual(['aligned']);
  },
);
