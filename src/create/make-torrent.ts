import { USER_AGENT } from '../bytes/program.ts';
import { InputError } from '../errors/input-error.ts';
import { StorageError } from '../errors/storage-error.ts';
import { buildTorrent, type TorrentPlan } from '../metainfo/build-torrent.ts';
import { checkTrackers, checkWebSeeds } from '../metainfo/check-addresses.ts';
import type { TorrentVersion } from '../metainfo/metainfo.ts';
import type { Folder, FolderPath } from '../ports/folders.ts';
import type { Hasher } from '../ports/hasher.ts';
import { checkNames } from './check-names.ts';
import { checkReadable } from './check-readable.ts';
import { hashFiles } from './hash-files.ts';
import { inLanes } from './in-lanes.ts';
import { checkPieceLength, choosePieceLength } from './piece-length.ts';
import { type FoundFile, scanFiles } from './scan-files.ts';

/** Files looked at again, at once. */
const LANES = 16;

/** What a torrent is to be made of. */
export interface TorrentOrder {
  /** What to share: a file or a folder; empty: all that is in the folder. */
  readonly path: FolderPath;
  readonly name: string;
  readonly version: TorrentVersion;
  /** Bytes; default: by the sizes. */
  readonly pieceLength?: number | undefined;
  /** By tier (BEP 12). */
  readonly trackers: readonly (readonly string[])[];
  readonly webSeeds: readonly string[];
  readonly private: boolean;
  readonly source?: string | undefined;
  readonly comment?: string | undefined;
  /** Patterns of names to leave out. */
  readonly ignore: readonly string[];
  /** A place in the folder to leave out. */
  readonly except?: FolderPath | undefined;
}

export interface MakeContext {
  readonly folder: Folder;
  readonly hasher: Hasher;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Bytes hashed, of how many there are in how many files. */
  progress(done: number, size: number, fileCount: number): void;
  readonly signal: AbortSignal;
}

/** Throws InputError 'bad-tracker', 'bad-web-seed' or 'bad-piece-length'. */
export function checkOrder(order: Omit<TorrentOrder, 'name' | 'ignore'>): void {
  checkTrackers(order.trackers);
  checkWebSeeds(order.webSeeds);
  if (order.pieceLength !== undefined) {
    checkPieceLength(order.pieceLength, [], order.version);
  }
}

/**
 * The torrent file of files that are there. Rejects with InputError: what checkOrder throws,
 * 'nothing-to-share', 'too-many-files', 'too-many-items', 'too-many-pieces', 'info-too-large',
 * 'path-too-deep', 'unusable-name'; with StorageError, also when a file changes meanwhile; or
 * with the signal's reason.
 */
export async function makeTorrent(
  order: TorrentOrder,
  context: MakeContext,
): Promise<Uint8Array> {
  checkOrder(order);
  const { version } = order;
  const { folder, hasher, signal } = context;
  const found = await scanFiles(folder, { ...order, signal });
  const { name, files } = withoutLoneFolder(order, found);
  const sizes = files.map((file) => file.size);
  const size = sizes.reduce((sum, one) => sum + one, 0);
  if (size === 0) throw new InputError('nothing-to-share', 'no file here has any bytes');
  const paths = files.map((file) => file.path);
  checkNames(name, paths);
  const pieceLength = order.pieceLength ?? choosePieceLength(sizes, version);
  checkPieceLength(pieceLength, sizes, version);
  const plan: TorrentPlan = {
    name,
    pieceLength,
    files: files.map((file) => ({ ...file, length: file.size })),
    trackers: checkTrackers(order.trackers),
    webSeeds: order.webSeeds,
    isPrivate: order.private,
    source: order.source || undefined,
    comment: order.comment || undefined,
    createdBy: USER_AGENT,
    creationDate: context.now,
  };
  checkReadable(plan, version);
  const progress = (done: number) => context.progress(done, size, files.length);
  progress(0);
  const hashes = await hashFiles({
    ...{ files, pieceLength, version, folder, hasher, progress, signal },
  });
  await checkUnchanged(files, folder, signal);
  return buildTorrent({ ...plan, ...hashes });
}

/**
 * Whatever folder a v2 torrent's only file was in, every client takes it for the file alone
 * (BEP 52): so does this one, if it can be found there all the same.
 */
function withoutLoneFolder(
  { name, path, version }: TorrentOrder,
  files: readonly FoundFile[],
): { readonly name: string; readonly files: readonly FoundFile[] } {
  const [only] = files;
  const isLone = files.length === 1 && only?.path.length === 1;
  if (version !== 'v2' || !isLone) return { name, files };
  if (path.length === 0) return { name: only.path[0]!, files: [{ ...only, path: [] }] };
  const why = `a v2 torrent of a single file has no folder: share ${only.path[0]} itself`;
  throw new InputError('bad-command', why);
}

/** A torrent of a file that grew or was written to meanwhile would be of no use. */
async function checkUnchanged(
  files: readonly FoundFile[],
  folder: Folder,
  signal: AbortSignal,
): Promise<void> {
  await inLanes(LANES, files, async ({ place, size, modified }) => {
    signal.throwIfAborted();
    const stat = await folder.stat(place);
    if (stat?.size === size && stat.modified === modified) return;
    throw new StorageError('file-changed', `${place.join('/')} changed meanwhile`);
  });
}
