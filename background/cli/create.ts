import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  access,
  constants,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { IGNORED } from '../../src/api/ignored.ts';
import { toHex } from '../../src/bytes/hex.ts';
import { makeTorrent, type TorrentOrder } from '../../src/create/make-torrent.ts';
import { InputError } from '../../src/errors/input-error.ts';
import { StorageError } from '../../src/errors/storage-error.ts';
import { linkOf } from '../../src/metainfo/magnet-link.ts';
import { type OpenedTorrent, openTorrent } from '../../src/metainfo/open-torrent.ts';
import { torrentFileName } from '../../src/metainfo/torrent-file-name.ts';
import type { Hasher } from '../../src/ports/hasher.ts';
import { reportError } from '../../src/session/torrent-row.ts';
import { folderRef, NodeFolders } from '../platform/node/folders.ts';
import { toStorageError } from '../platform/node/storage-error.ts';
import { WorkerHasher } from '../platform/node/worker-hasher.ts';
import type { CreateInvocation } from './create-arguments.ts';
import type { CreateReport } from './create-report.ts';

/** Makes a torrent file until it is written, fails, or the signal fires; the exit code. */
export async function create(
  invocation: CreateInvocation,
  report: CreateReport,
  interrupt: AbortSignal,
): Promise<number> {
  const hasher = new WorkerHasher(new URL(import.meta.url));
  try {
    const share = await locate(invocation.path);
    const output = resolve(invocation.output ?? torrentFileName(share.name));
    await checkPlace(output);
    const order = await orderOf(invocation, share, output);
    const bytes = await make(order, share, hasher, report, interrupt);
    const opened = await openTorrent(bytes, hasher);
    await writeWhole(output, bytes, interrupt);
    report.made(summary(opened, output));
    return 0;
  } catch (error) {
    if (interrupt.aborted) {
      report.interrupted();
      return 130;
    }
    report.failed(reportError(error));
    return error instanceof InputError ? 2 : 1;
  } finally {
    await hasher.close();
  }
}

/** What is told of a torrent that was made. */
export interface Summary {
  readonly name: string;
  /** Hex digits; null where it has none. */
  readonly infoHashV1: string | null;
  readonly infoHashV2: string | null;
  /** Bytes. */
  readonly pieceLength: number;
  readonly pieceCount: number;
  /** Bytes, pad files not counted. */
  readonly totalSize: number;
  readonly magnet: string;
  /** The torrent file's path. */
  readonly file: string;
}

interface Share {
  /** The folder that is opened. */
  readonly root: string;
  /** What of it; empty: all. */
  readonly path: readonly string[];
  readonly name: string;
}

async function orderOf(
  invocation: CreateInvocation,
  { root, path, name }: Share,
  output: string,
): Promise<TorrentOrder> {
  const except = await within(root, output);
  if (path.length > 0 && except?.join() === path.join()) {
    throw new InputError('bad-command', `${output} is what is to be shared`);
  }
  return {
    ...invocation,
    path,
    name,
    trackers: invocation.trackers.map((url) => [url]),
    ignore: [...IGNORED, ...invocation.ignore],
    except,
  };
}

async function make(
  order: TorrentOrder,
  { root }: Share,
  hasher: Hasher,
  report: CreateReport,
  interrupt: AbortSignal,
): Promise<Uint8Array> {
  const folder = await new NodeFolders(root).open(folderRef(root));
  try {
    return await makeTorrent(order, {
      folder,
      hasher,
      now: Date.now(),
      progress: (done, size) => report.progress(order.name, done, size),
      signal: interrupt,
    });
  } finally {
    await folder.close();
  }
}

/** A folder is shared as a whole; a file, out of the folder that it is really in. */
async function locate(path: string): Promise<Share> {
  const absolute = resolve(path);
  try {
    if ((await stat(absolute)).isDirectory()) {
      return { root: absolute, path: [], name: basename(absolute) };
    }
    const file = await realpath(absolute);
    return { root: dirname(file), path: [basename(file)], name: basename(file) };
  } catch (cause) {
    const { message } = cause as Error;
    throw new InputError('bad-command', `cannot read ${path}: ${message}`, { cause });
  }
}

/** Where the file is in the folder; undefined when it is not in it. */
async function within(
  folder: string,
  file: string,
): Promise<readonly string[] | undefined> {
  const parent = await realpath(dirname(file)).catch(() => undefined);
  if (parent === undefined) return undefined;
  const path = relative(await realpath(folder), join(parent, basename(file))).split(sep);
  return path[0] === '..' ? undefined : path;
}

/**
 * Before hours of hashing come to nothing. Only another torrent file is written over: what was
 * to be shared may stand where the option says what to write.
 */
async function checkPlace(output: string): Promise<void> {
  const there = await stat(output).catch(() => undefined);
  if (there && !there.isFile()) {
    const what = there.isDirectory() ? 'a folder' : 'no file';
    throw new InputError('bad-command', `${output} is ${what}`);
  }
  if (there && there.size > 0 && !(await beginsAsTorrent(output))) {
    throw new InputError('bad-command', `${output} is there, and is no torrent file`);
  }
  try {
    await access(dirname(output), constants.W_OK);
  } catch (cause) {
    const { message } = cause as Error;
    throw new InputError('bad-command', `cannot write ${output}: ${message}`, { cause });
  }
}

async function beginsAsTorrent(path: string): Promise<boolean> {
  const stream = createReadStream(path, { end: 0, encoding: 'latin1' });
  const [first] = await stream.toArray().catch(() => []);
  return first === 'd';
}

/** All of it or nothing: what stood there stays until it is complete. */
async function writeWhole(
  path: string,
  bytes: Uint8Array,
  interrupt: AbortSignal,
): Promise<void> {
  // As short as any name: with more behind its own that could be too long.
  const partial = join(dirname(path), `.rill-${randomBytes(4).toString('hex')}`);
  try {
    await writeFile(partial, bytes, { signal: interrupt, flag: 'wx' });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    const { code, message } = toStorageError(error);
    throw new StorageError(code, `cannot write ${path}: ${message}`, { cause: error });
  }
}

function summary({ metainfo, hashes }: OpenedTorrent, file: string): Summary {
  const { name, pieceLength, pieceCount, contentSize } = metainfo;
  return {
    name,
    infoHashV1: hashes.v1 ? toHex(hashes.v1) : null,
    infoHashV2: hashes.v2 ? toHex(hashes.v2) : null,
    pieceLength,
    pieceCount,
    totalSize: contentSize,
    magnet: linkOf(hashes, metainfo),
    file,
  };
}
