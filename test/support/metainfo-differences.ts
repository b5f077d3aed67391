import { toHex } from '../../src/bytes/hex.ts';
import { InputError } from '../../src/errors/input-error.ts';
import { infoHashes } from '../../src/metainfo/info-hash.ts';
import type { Metainfo } from '../../src/metainfo/metainfo.ts';
import { parseTorrent } from '../../src/metainfo/parse-torrent.ts';
import {
  type Reading,
  type ReadTorrent,
  readWithLibtorrent,
} from './libtorrent-reader.ts';
import { EXCEPTIONS } from './metainfo-exceptions.ts';
import { nodeSha } from './node-sha.ts';

export interface Comparison {
  /** What neither agrees nor is an exception: a line each. */
  readonly differences: readonly string[];
  /** How many inputs both took. */
  readonly accepted: number;
  /** By name, how many inputs each of docs/metainfo.md's exceptions was needed for. */
  readonly exceptions: ReadonlyMap<string, number>;
}

export type Own = OwnTorrent | { readonly error: InputError };

export interface OwnTorrent {
  readonly metainfo: Metainfo;
  readonly v1: string | null;
  readonly v2: string | null;
}

/** What Rill and libtorrent each make of the torrent files. */
export async function compareWithLibtorrent(
  torrents: readonly Uint8Array[],
): Promise<Comparison> {
  const readings = await readWithLibtorrent(torrents);
  const differences: string[] = [];
  const exceptions = new Map<string, number>();
  let accepted = 0;
  for (const [at, bytes] of torrents.entries()) {
    const own = await read(bytes);
    const reading = readings[at]!;
    if ('metainfo' in own && 'files' in reading) accepted++;
    const difference = differenceOf(own, reading);
    if (difference === undefined) continue;
    const text = Buffer.from(bytes).toString('latin1');
    const exception = EXCEPTIONS.find(({ applies }) => applies(text, own, reading));
    if (exception) {
      exceptions.set(exception.name, (exceptions.get(exception.name) ?? 0) + 1);
    } else {
      differences.push(`${difference}: ${Buffer.from(bytes).toString('base64')}`);
    }
  }
  return { differences, accepted, exceptions };
}

async function read(bytes: Uint8Array): Promise<Own> {
  try {
    const metainfo = parseTorrent(bytes);
    const { v1, v2 } = await infoHashes(metainfo, nodeSha);
    return { metainfo, v1: v1 ? toHex(v1) : null, v2: v2 ? toHex(v2) : null };
  } catch (error) {
    if (error instanceof InputError) return { error };
    throw error;
  }
}

function differenceOf(own: Own, other: Reading): string | undefined {
  if ('unknown' in other) return undefined;
  if ('error' in own) {
    return 'error' in other ? undefined : `only Rill refuses it: ${own.error.message}`;
  }
  if ('error' in other) return `only libtorrent refuses it: ${other.error}`;
  return (
    unequal(contentOf(own), otherContentOf(other)) ??
    pathDifference(own.metainfo, other) ??
    sourceDifference(own.metainfo, other)
  );
}

function unequal(one: unknown, other: unknown): string | undefined {
  const [own, theirs] = [JSON.stringify(one), JSON.stringify(other)];
  return own === theirs ? undefined : `${own} is not ${theirs}`;
}

function contentOf({ metainfo, v1, v2 }: OwnTorrent): unknown {
  const { pieceLength, pieceCount, size, isPrivate } = metainfo;
  const files = metainfo.files.map((file) => [
    ...[file.length, file.offset, file.kind, file.executable, file.hidden],
    file.piecesRoot ? toHex(file.piecesRoot) : null,
  ]);
  return { v1, v2, pieceLength, pieceCount, size, isPrivate, files };
}

function otherContentOf(other: ReadTorrent): unknown {
  const { v1, v2, pieceLength, pieceCount, size } = other;
  const files = other.files.map((file) => [
    ...[file.length, file.offset, file.pad ? 'pad' : file.symlink ? 'symlink' : 'file'],
    ...[file.executable, file.hidden, file.root],
  ]);
  return { v1, v2, pieceLength, pieceCount, size, isPrivate: other.private, files };
}

/** A name that no system minds; others Rill makes safe in its own way. */
const PLAIN = /^[a-zA-Z0-9\u3040-\u9fff]+(?:\.[a-z0-9]+)*$/;

/** Of torrents with plain names only: one name that is changed can change others. */
function pathDifference(metainfo: Metainfo, other: ReadTorrent): string | undefined {
  // Its name for one whose first file is nameless padding; its paths are then odd, too.
  if (other.name === '.pad') return undefined;
  const isFile = (_: unknown, at: number) => metainfo.files[at]!.kind === 'file';
  const own = metainfo.files.filter(isFile).map(({ path }) => path.join('/'));
  const theirs = other.files.filter(isFile).map(({ path }) => path);
  const names = [metainfo.name, other.name, ...own, ...theirs];
  const isPlain = names.every((path) =>
    path.split('/').every((name) => PLAIN.test(name)),
  );
  if (!isPlain) return undefined;
  return unequal([metainfo.name, ...own], [other.name, ...theirs]);
}

const WEB_SEED = /^https?:\/\/./i;
const TRACKER = /^(?:https?|udp|wss?):\/\/./i;

/** libtorrent keeps useless addresses, and addresses twice; and orders within a tier anew. */
function sourceDifference(metainfo: Metainfo, other: ReadTorrent): string | undefined {
  const trackers = other.trackers.map(([, url]) => url.trim());
  const webSeeds = other.webSeeds.map(withoutSlash).filter((url) => WEB_SEED.test(url));
  const nodes = other.nodes.map(([host, port]) => `${host}:${port}`);
  return (
    unequal(
      metainfo.trackers.flat().sort(),
      [...new Set(trackers.filter((url) => TRACKER.test(url)))].sort(),
    ) ??
    unequal(
      [...new Set(metainfo.webSeeds.map(withoutSlash))].sort(),
      [...new Set(webSeeds)].sort(),
    ) ??
    unequal(
      metainfo.nodes.filter((node) => !nodes.includes(node)),
      [],
    )
  );
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}
