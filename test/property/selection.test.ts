import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MemoryClock } from '../../background/platform/memory/clock.ts';
import { MemoryFolders } from '../../background/platform/memory/folders.ts';
import { FileLayout, type TorrentFile } from '../../src/metainfo/file-layout.ts';
import { Pieces } from '../../src/metainfo/pieces.ts';
import { Selection } from '../../src/storage/selection.ts';
import { TorrentStorage } from '../../src/storage/torrent-storage.ts';
import { plainFile } from '../support/plain-file.ts';

const PART_FILE = ['.parts'];
const { signal } = new AbortController();

const file = fc.record({
  length: fc.oneof(fc.nat(3), fc.nat(40)),
  wanted: fc.boolean(),
  pad: fc.nat(7).map((dice) => dice === 0),
});

const scene = fc.record({
  files: fc.array(file, { minLength: 1, maxLength: 12 }),
  pieceLength: fc.integer({ min: 1, max: 24 }),
  /** In which order pieces come. */
  order: fc.infiniteStream(fc.nat()),
  /** How many neighbours are written in one go. */
  run: fc.integer({ min: 1, max: 4 }),
  /** After so many writes it starts anew. */
  restart: fc.integer({ min: 1, max: 8 }),
});

type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

/** A torrent whose pieces all come at once, on a disk. */
class Disk {
  readonly files: readonly TorrentFile[];
  readonly #scene: Scene;
  readonly #layout: FileLayout;
  readonly #pieces: Pieces;
  readonly #stream: Uint8Array;
  readonly #folders = new MemoryFolders(new MemoryClock());
  readonly #had = new Set<number>();

  constructor(scene: Scene) {
    this.#scene = scene;
    const { files, pieceLength } = scene;
    let size = 0;
    this.files = files.map(({ length, pad }, at) => {
      const offset = size;
      size += length;
      return { ...plainFile(['t', `${at}`], length, offset), kind: pad ? 'pad' : 'file' };
    });
    this.#stream = Uint8Array.from({ length: size }, (_, at) => (at % 250) + 1);
    for (const { kind, offset, length } of this.files)
      if (kind === 'pad') this.#stream.fill(0, offset, offset + length);
    this.#layout = new FileLayout(this.files);
    const pieceCount = Math.ceil(size / pieceLength);
    this.#pieces = new Pieces({ version: 'v1', pieceLength, pieceCount }, this.#layout);
  }

  /** Fetches what is wanted and not there, with restarts; afterwards all of that is there. */
  async fetch(unwanted: readonly number[]): Promise<void> {
    const { order, run, restart } = this.#scene;
    const selection = new Selection(this.#layout, this.#pieces, unwanted);
    let storage = await this.#open(selection);
    for (let writes = 1; ; writes++) {
      const missing = [...Array(this.#pieces.count).keys()].filter(
        (piece) => selection.pieces.has(piece) && !this.#had.has(piece),
      );
      if (missing.length === 0) break;
      const at = order.next().value % missing.length;
      const neighbours = missing
        .slice(at, at + run)
        .filter((piece, index) => piece === missing[at]! + index);
      const chunks = neighbours.map((piece) => this.#bytes(piece));
      await storage.write(this.#pieces.offset(neighbours[0]!), chunks);
      for (const piece of neighbours) this.#had.add(piece);
      if (writes % restart === 0) storage = await this.#open(selection);
    }
    await this.#open(selection);
  }

  /** What of its file a torrent's file should hold. */
  expected({ offset, length }: TorrentFile): Uint8Array {
    return this.#stream.slice(offset, offset + length);
  }

  /** All that is in the folder, by path. */
  async contents(path: readonly string[] = []): Promise<Map<string, Uint8Array>> {
    const folder = await this.#folders.open(this.#folders.embedded);
    const found = new Map<string, Uint8Array>();
    for (const { name, kind } of await folder.list(path)) {
      const at = [...path, name];
      if (kind === 'file') found.set(at.join('/'), await folder.read(at, 0, 1 << 20));
      else for (const entry of await this.contents(at)) found.set(...entry);
    }
    return found;
  }

  /** As after a start: everything had before is there. */
  async #open(selection: Selection): Promise<TorrentStorage> {
    const storage = await TorrentStorage.open({
      layout: this.#layout,
      pieces: this.#pieces,
      selection,
      folder: await this.#folders.open(this.#folders.embedded),
      partFile: PART_FILE,
    });
    await storage.settle(signal);
    await storage.makeEmptyFiles();
    const isThere = await storage.measure();
    for (const piece of this.#had) {
      const [offset, length] = [this.#pieces.offset(piece), this.#pieces.span(piece)];
      expect(isThere(offset, length)).toBe(true);
      expect(await storage.read(offset, length)).toEqual(this.#bytes(piece));
    }
    return storage;
  }

  #bytes(piece: number): Uint8Array {
    const offset = this.#pieces.offset(piece);
    return this.#stream.slice(offset, offset + this.#pieces.span(piece));
  }
}

/** Those files are there as they should be, and nothing else but perhaps the part file. */
async function expectOnly(disk: Disk, files: readonly TorrentFile[]): Promise<void> {
  const found = await disk.contents();
  found.delete('.parts');
  const expected = files.map(
    (file) => [file.path.join('/'), disk.expected(file)] as const,
  );
  expect(found).toEqual(new Map(expected));
}

test('what is wanted comes out equal, nothing else is made; wanted later, it does, too', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (scene) => {
      fc.pre(scene.files.some(({ length }) => length > 0));
      const disk = new Disk(scene);
      const unwanted = [...scene.files.keys()].filter((at) => !scene.files[at]!.wanted);
      await disk.fetch(unwanted);
      const real = [...disk.files.entries()].filter(([, { kind }]) => kind === 'file');
      const wanted = real.filter(([at]) => !unwanted.includes(at));
      await expectOnly(
        disk,
        wanted.map(([, file]) => file),
      );
      const all = real.map(([, file]) => file);
      const size = all.reduce((sum, { length }) => sum + length, 0);
      const partFile = (await disk.contents()).get('.parts')?.length ?? 0;
      expect(partFile).toBeLessThanOrEqual(16 + 16 * all.length + size);
      await disk.fetch([]);
      await expectOnly(disk, all);
      expect((await disk.contents()).has('.parts')).toBe(false);
    }),
    { numRuns: 150 },
  );
});
