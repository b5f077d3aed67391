import { HASH_LENGTH, LEAF_LENGTH } from '../bytes/merkle.ts';
import { StorageError } from '../errors/storage-error.ts';
import type { HashTree } from '../metainfo/build-torrent.ts';
import { layerRoots, piecePad } from '../metainfo/layer-roots.ts';
import type { TorrentVersion } from '../metainfo/metainfo.ts';
import type { Folder } from '../ports/folders.ts';
import type { Hasher } from '../ports/hasher.ts';
import { inLanes } from './in-lanes.ts';
import { countPieces } from './piece-length.ts';
import type { FoundFile } from './scan-files.ts';
import { type Stretch, stretches } from './stretches.ts';

/** SHA-1, bytes. */
const V1_LENGTH = 20;
/** Bytes to read at once, shorter pieces together: in Chrome a read has its price. */
const REACH = 4 << 20;
/** Stretches under way: some are read while one is hashed. */
const MOST_LANES = 4;
/** Bytes of buffers, but two at least. */
const BUDGET = 32 << 20;

export interface HashOptions {
  readonly files: readonly FoundFile[];
  readonly pieceLength: number;
  readonly version: TorrentVersion;
  readonly folder: Folder;
  readonly hasher: Hasher;
  /** Bytes of the files that are read and hashed. */
  progress(done: number): void;
  readonly signal: AbortSignal;
}

export interface FileHashes {
  /** SHA-1 of each piece; undefined for v2. */
  readonly pieces: Uint8Array | undefined;
  /** Of each file; undefined for v1. */
  readonly trees: readonly HashTree[] | undefined;
}

/**
 * Reads the files once and takes all hashes of a torrent of them. Each lane has a buffer of
 * its own, which it fills while those of others are hashed. Rejects with StorageError, also
 * when a file is not as long as it was ('file-changed'), or with the signal's reason.
 */
export async function hashFiles(options: HashOptions): Promise<FileHashes> {
  const { files, pieceLength, version, folder, hasher, signal } = options;
  const sizes = files.map(({ size }) => size);
  const aligned = version !== 'v1';
  const reach = pieceLength * Math.max(1, Math.floor(REACH / pieceLength));
  const lanes = Math.max(2, Math.min(MOST_LANES, Math.floor(BUDGET / reach)));
  const buffers: Uint8Array[] = [];
  const pieces =
    version === 'v2'
      ? undefined
      : new Uint8Array(countPieces(pieceLength, sizes, version) * V1_LENGTH);
  const trees = aligned ? files.map(({ size }) => emptyTree(size, pieceLength)) : [];
  // In a hybrid of several files the pieces are padded to their full length.
  const padded = version === 'hybrid' && files.length > 1;
  let done = 0;

  const hashV1 = async ({ piece, length }: Stretch, buffer: Uint8Array) => {
    const end = padded ? Math.ceil(length / pieceLength) * pieceLength : length;
    buffer.fill(0, length, end);
    for (let at = 0, index = piece; at < end; at += pieceLength, index++) {
      const bytes = buffer.subarray(at, Math.min(at + pieceLength, end));
      pieces?.set(await hasher.digest('sha1', [bytes]), index * V1_LENGTH);
    }
  };

  const hashV2 = async ({ slices, length }: Stretch, buffer: Uint8Array) => {
    const { file, offset } = slices[0]!;
    const tree = trees[file]!;
    const size = files[file]!.size;
    const blocks = Math.ceil(Math.min(size, pieceLength) / LEAF_LENGTH);
    const leaves = 2 ** Math.ceil(Math.log2(blocks));
    for (let at = 0; at < length; at += pieceLength) {
      const bytes = buffer.subarray(at, Math.min(at + pieceLength, length));
      const root = await hasher.merkleRoot(bytes, leaves);
      if (size <= pieceLength) tree.root = root;
      else tree.layer.set(root, ((offset + at) / pieceLength) * HASH_LENGTH);
    }
  };

  const all = stretches(files, pieceLength, reach, aligned);
  await inLanes(lanes, all, async (stretch, lane) => {
    signal.throwIfAborted();
    buffers[lane] ??= hasher.allocate(reach);
    const buffer = buffers[lane];
    await readStretch(stretch, files, folder, buffer);
    if (pieces) await hashV1(stretch, buffer);
    if (aligned) await hashV2(stretch, buffer);
    done += stretch.length;
    options.progress(done);
  });
  const layered = trees.filter(({ layer }) => layer.length > 0);
  if (layered.length > 0) {
    const layers = layered.map(({ layer }) => layer);
    const pad = await piecePad(pieceLength, hasher);
    const roots = await layerRoots({ layers, pad }, hasher);
    for (const [at, tree] of layered.entries()) tree.root = roots[at];
  }
  return { pieces, trees: aligned ? trees : undefined };
}

async function readStretch(
  { slices }: Stretch,
  files: readonly FoundFile[],
  folder: Folder,
  buffer: Uint8Array,
): Promise<void> {
  let at = 0;
  for (const { file, offset, length } of slices) {
    const { place } = files[file]!;
    const into = buffer.subarray(at, at + length);
    if ((await folder.readInto(place, offset, into)) < length) {
      throw new StorageError('file-changed', `${place.join('/')} is shorter than it was`);
    }
    at += length;
  }
}

function emptyTree(
  size: number,
  pieceLength: number,
): { root: Uint8Array | undefined; readonly layer: Uint8Array } {
  const count = size > pieceLength ? Math.ceil(size / pieceLength) : 0;
  return { root: undefined, layer: new Uint8Array(count * HASH_LENGTH) };
}
