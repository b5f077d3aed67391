import { test } from '@jest/globals';
import fc from 'fast-check';
import { encodeUtf8 } from '../../src/bytes/text.ts';
import { countPieces } from '../../src/create/piece-length.ts';
import {
  buildTorrent,
  type HashTree,
  type PlannedFile,
  type TorrentPlan,
} from '../../src/metainfo/build-torrent.ts';
import type { Metainfo, TorrentVersion } from '../../src/metainfo/metainfo.ts';
import { parseTorrent } from '../../src/metainfo/parse-torrent.ts';

const PIECE = 32 * 1024;

const name = fc.stringMatching(/^[a-z0-9ü日𝒳]{1,6}$/u);
const sized = fc.oneof(fc.constantFrom(0, 1, PIECE, PIECE + 1), fc.nat(5 * PIECE));

/** Folders begin with "d", files with "f": no name is both. */
const file = fc.record({
  path: fc
    .tuple(fc.array(name, { maxLength: 3 }), name)
    .map(([folders, last]) => [...folders.map((one) => `d${one}`), `f${last}`]),
  length: sized,
  executable: fc.boolean(),
});

const files = fc
  .uniqueArray(file, {
    minLength: 2,
    maxLength: 12,
    selector: ({ path }) => path.join('/'),
  })
  .map((all) => [...all].sort(byElements))
  .filter((all) => all.some(({ length }) => length > 0));
const lone = fc
  .record({ length: fc.integer({ min: 1, max: 3 * PIECE }), executable: fc.boolean() })
  .map((one): PlannedFile[] => [{ ...one, path: [] }]);

const text = fc.option(fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }), {
  nil: undefined,
});
const address = name.map((host) => `http://${host}.example/`);

const plan = fc
  .record({
    version: fc.constantFrom<TorrentVersion>('v1', 'v2', 'hybrid'),
    files: fc.oneof(files, lone) as fc.Arbitrary<PlannedFile[]>,
    seed: fc.nat(255),
    trackers: fc
      .uniqueArray(address, { maxLength: 4 })
      .map((all) => all.map((url) => [url])),
    webSeeds: fc.uniqueArray(address, { maxLength: 3 }),
    isPrivate: fc.boolean(),
    source: text,
    comment: text,
    createdBy: text,
    creationDate: fc.option(
      fc.integer({ min: 1, max: 2 ** 32 }).map((s) => s * 1000),
      {
        nil: undefined,
      },
    ),
  })
  .map(({ version, seed, ...rest }) => ({ version, ...hashed(rest, version, seed) }));

test('what was built is read back as it was meant, whatever the version', () => {
  fc.assert(
    fc.property(plan, ({ version, ...built }) => {
      const read = parseTorrent(buildTorrent(built));
      const wrong = differences(version, built, read);
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
    }),
    { numRuns: 500 },
  );
});

function hashed(
  rest: Omit<TorrentPlan, 'name' | 'pieceLength'>,
  version: TorrentVersion,
  seed: number,
): TorrentPlan {
  const sizes = rest.files.map(({ length }) => length);
  const count = countPieces(PIECE, sizes, version);
  const pieces = new Uint8Array(count * 20).fill(seed);
  const trees = rest.files.map(({ length }, at): HashTree => {
    const layer = new Uint8Array(length > PIECE ? Math.ceil(length / PIECE) * 32 : 0);
    const root = length > 0 ? new Uint8Array(32).fill(at + 1) : undefined;
    return { root, layer: layer.fill(seed) };
  });
  return {
    ...rest,
    name: 'a name',
    pieceLength: PIECE,
    ...(version !== 'v2' && { pieces }),
    ...(version !== 'v1' && { trees }),
  };
}

function differences(
  version: TorrentVersion,
  built: TorrentPlan,
  read: Metainfo,
): string[] {
  const kept = read.files.filter(({ kind }) => kind === 'file');
  const pairs: [string, unknown, unknown][] = [
    ['version', version, read.version],
    ['name', built.name, read.name],
    ['pieceLength', built.pieceLength, read.pieceLength],
    ['pieces', built.pieces, read.pieceHashes],
    [
      'paths',
      built.files.map(({ path }) => [built.name, ...path]),
      kept.map((f) => f.path),
    ],
    ['lengths', built.files.map((f) => f.length), kept.map((f) => f.length)],
    ['executable', built.files.map((f) => f.executable), kept.map((f) => f.executable)],
    [
      'roots',
      built.trees?.map((t) => t.root) ?? [],
      kept.flatMap((f) => f.piecesRoot ?? []),
    ],
    ['trackers', built.trackers, read.trackers],
    ['web seeds', built.webSeeds, read.webSeeds],
    ['private', built.isPrivate, read.isPrivate],
    ['source', built.source, read.source],
    ['comment', built.comment, read.comment],
    ['created by', built.createdBy, read.createdBy],
    ['creation date', built.creationDate, read.creationDate],
    ['warnings', [], read.warnings],
  ];
  return pairs
    .map(([what, a, b]) => [what, plain(a), plain(b)])
    .filter(([, a, b]) => a !== b)
    .map(([what, a, b]) => `${what}: ${a}, but read ${b}`);
}

function plain(value: unknown): string {
  const bare = Array.isArray(value) ? value.filter((one) => one !== undefined) : value;
  return JSON.stringify(bare ?? null, (_, one) =>
    one instanceof Uint8Array ? Buffer.from(one).toString('hex') : one,
  );
}

/** By the bytes of the elements. */
function byElements(a: PlannedFile, b: PlannedFile): number {
  const at = a.path.findIndex((element, index) => element !== b.path[index]);
  return Buffer.compare(encodeUtf8(a.path[at] ?? ''), encodeUtf8(b.path[at] ?? ''));
}
