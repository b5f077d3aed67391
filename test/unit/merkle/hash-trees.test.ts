import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { concat } from '../../../src/bytes/concat.ts';
import { fromHex, toHex } from '../../../src/bytes/hex.ts';
import { HashTrees } from '../../../src/merkle/hash-trees.ts';
import { TreeShape } from '../../../src/merkle/tree-shape.ts';
import { FileLayout } from '../../../src/metainfo/file-layout.ts';
import { layerRoots, piecePad } from '../../../src/metainfo/layer-roots.ts';
import { Pieces } from '../../../src/metainfo/pieces.ts';
import type { HashRange } from '../../../src/protocol/peer-wire/message.ts';
import { nodeSha } from '../../support/node-sha.ts';
import { readVectors } from '../../support/vectors.ts';

const BLOCK = 16384;
const sha256 = (...parts: Uint8Array[]) =>
  new Uint8Array(createHash('sha256').update(concat(parts)).digest());
const hash = (name: string) => sha256(new TextEncoder().encode(name));

/** The whole tree, written out: every layer, padding and all, from the blocks up. */
function writtenOut(blocks: number, shape: TreeShape): Uint8Array[][] {
  const leaves = Array.from({ length: shape.width(0) }, (_, at) =>
    at < blocks ? hash(`block ${at}`) : new Uint8Array(32),
  );
  const layers = [leaves];
  for (let below = leaves; below.length > 1; below = layers.at(-1)!) {
    layers.push(
      below
        .filter((_, at) => at % 2 === 0)
        .map((left, at) => sha256(left, below[2 * at + 1]!)),
    );
  }
  return layers;
}

/** A torrent of one file of so many blocks, its tree, and what Rill makes of it. */
function fileOf(blocks: number, pieceBlocks: number, knowsLayer = false) {
  const length = (blocks - 1) * BLOCK + 1;
  const pieceLength = pieceBlocks * BLOCK;
  const shape = new TreeShape(length, pieceLength);
  const tree = writtenOut(blocks, shape);
  const root = tree.at(-1)![0]!;
  const layer = concat(tree[shape.pieceLayer]!.slice(0, shape.pieceCount));
  const pieceLayers = new Map(knowsLayer ? [[toHex(root), layer]] : []);
  const layout = new FileLayout([
    {
      ...{ path: ['file'], length, offset: 0, kind: 'file', piecesRoot: root },
      ...{ executable: false, hidden: false },
    },
  ]);
  const info = { version: 'v2', pieceLength, pieceCount: shape.pieceCount } as const;
  const pieces = new Pieces(info, layout);
  const trees = new HashTrees({ pieceLength, pieceLayers }, layout, pieces, nodeSha);
  const blockHashes = async (piece: number) =>
    concat(
      tree[0]!.slice(piece * pieceBlocks, Math.min((piece + 1) * pieceBlocks, blocks)),
    );
  return { shape, tree, root, layer, trees, blockHashes };
}

/** What libtorrent 2.0.8 answers (tried live): the uncles that the hashes do not make. */
function expected(tree: Uint8Array[][], range: HashRange): Uint8Array {
  const { baseLayer, index, length, proofLayers } = range;
  const parts = tree[baseLayer]!.slice(index, index + length);
  for (let up = Math.log2(length); up <= proofLayers; up++) {
    parts.push(tree[baseLayer + up]![(index >> up) ^ 1]!);
  }
  return concat(parts);
}

const SHAPES = [
  [1, 1],
  [1, 4],
  [3, 4],
  [4, 4],
  [5, 4],
  [9, 4],
  [2, 1],
  [600, 1],
  [1025, 1],
  [1301 * 4 - 1, 4],
  [513 * 2, 2],
] as const;

test.each(SHAPES)(
  'of %i blocks, %i a piece, each piece is proven stretch by stretch',
  async (blocks, pieceBlocks) => {
    const { shape, tree, layer, trees } = fileOf(blocks, pieceBlocks);
    const learned: number[] = [];
    for (const range of [...trees.missing()]) {
      expect(trees.complete).toBe(false);
      expect(trees.pieceHash(range.index)).toBe(undefined);
      learned.push(...(await trees.take(range, expected(tree, range)))!);
    }
    expect(trees.complete).toBe(true);
    const all = Array.from({ length: shape.pieceCount }, (_, piece) => piece);
    expect(learned).toEqual(shape.pieceCount > 1 ? all : []);
    expect(concat(all.map((piece) => trees.pieceHash(piece)!))).toEqual(layer);
    expect([...trees.layers.values()]).toEqual(shape.pieceCount > 1 ? [layer] : []);
  },
);

test('a stretch with any hash or uncle changed, missing or too many is refused', async () => {
  const { tree, trees } = fileOf(600, 1);
  const range = [...trees.missing()][1]!;
  const right = expected(tree, range);
  expect(right).toHaveLength(513 * 32);
  for (const at of [0, 100 * 32 + 5, 511 * 32, 512 * 32 + 31]) {
    const wrong = right.slice();
    wrong[at]! ^= 1;
    expect(await trees.take(range, wrong)).toBe(undefined);
  }
  expect(await trees.take(range, right.subarray(32))).toBe(undefined);
  expect(await trees.take(range, concat([right, right.subarray(0, 32)]))).toBe(undefined);
  expect(trees.pieceHash(512)).toBe(undefined);
});

test.each(SHAPES)(
  'of %i blocks, %i a piece, every request is answered as libtorrent does',
  async (blocks, pieceBlocks) => {
    const { shape, tree, root, trees, blockHashes } = fileOf(blocks, pieceBlocks, true);
    const { height, pieceLayer, pieceLeaves } = shape;
    let answered = 0;
    for (let baseLayer = 0; baseLayer < height; baseLayer++) {
      if (baseLayer > 0 && baseLayer < pieceLayer) continue;
      const most = baseLayer < pieceLayer ? pieceLeaves : shape.width(baseLayer);
      for (let length = 2; length <= Math.min(most, 512); length *= 2) {
        const last = Math.min(shape.width(baseLayer), baseLayer ? 2 ** 32 : blocks) - 1;
        for (const at of new Set([0, Math.floor(last / 3), last])) {
          const index = Math.floor(at / length) * length;
          for (const proofLayers of [0, 1, height - baseLayer - 1]) {
            if (proofLayers >= height - baseLayer) continue;
            const range = { root, baseLayer, index, length, proofLayers };
            const answer = (await trees.answer(range, blockHashes))!;
            expect(Buffer.compare(answer, expected(tree, range))).toBe(0);
            answered++;
          }
        }
      }
    }
    expect(answered > 0).toBe(height > 0);
  },
);

test('what no tree has is rejected', async () => {
  const { root, trees, blockHashes } = fileOf(1301 * 4, 4, true);
  const fine = { root, baseLayer: 2, index: 0, length: 512, proofLayers: 10 };
  expect(await trees.answer(fine, blockHashes)).toHaveLength(514 * 32);
  const wrong: Partial<HashRange>[] = [
    { root: new Uint8Array(32) },
    { baseLayer: 13 },
    { baseLayer: 2 ** 32 - 1 },
    { index: 1 },
    { index: 2048 },
    { length: 0 },
    { length: 1 },
    { length: 3 },
    { length: 1024 },
    { length: 2 ** 31 },
    { proofLayers: 11 },
    // Between the blocks and the pieces: it would take hashing, and nobody asks.
    { baseLayer: 1, length: 2 },
    // Blocks of two pieces at once, and of a piece beyond the last.
    { baseLayer: 0, length: 8, proofLayers: 12 },
    { baseLayer: 0, index: 5204, length: 4 },
  ];
  for (const change of wrong) {
    expect([change, await trees.answer({ ...fine, ...change }, blockHashes)]).toEqual([
      change,
      undefined,
    ]);
  }
});

test('the blocks of a piece are proven by its hash alone', async () => {
  const { tree, trees, blockHashes } = fileOf(1301 * 4 - 1, 4, true);
  const last = trees.blocksOf(1300)!;
  expect(last).toMatchObject({ baseLayer: 0, index: 5200, length: 4, proofLayers: 1 });
  expect(await trees.answer(last, blockHashes)).toEqual(
    concat(tree[0]!.slice(5200, 5204)),
  );
});

interface Known {
  readonly files: readonly {
    readonly root: string;
    readonly [piece_layer: string]: string | number | readonly string[];
  }[];
  readonly zero_subtree_hashes_by_layer: readonly string[];
}

test('the known piece layers lead to the known roots', async () => {
  const { files } = readVectors<Known>('bep52-merkle.json');
  let tried = 0;
  for (const file of files) {
    for (const pieceLength of [16384, 65536]) {
      const known = file[`piece_layer_${pieceLength}`];
      // The longest are left out of the vectors.
      if (!Array.isArray(known)) continue;
      const layer = concat(known.map((text) => fromHex(text)!));
      const pad = await piecePad(pieceLength, nodeSha);
      const roots = await layerRoots({ layers: [layer, layer], pad }, nodeSha);
      expect(roots.map(toHex)).toEqual([file.root, file.root]);
      tried++;
    }
  }
  expect(tried).toBeGreaterThan(10);
});

test('padding is known on each layer', async () => {
  const known = readVectors<Known>('bep52-merkle.json').zero_subtree_hashes_by_layer;
  for (const [layer, text] of known.entries()) {
    expect(toHex(await piecePad(BLOCK * 2 ** layer, nodeSha))).toBe(text);
  }
});
