import { createHash } from 'node:crypto';
import { type Encodable, encode } from '../../../src/bencode/encode.ts';
import { toBase64 } from '../../../src/bytes/base64.ts';
import { concat } from '../../../src/bytes/concat.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import type { InfoHashes } from '../../../src/metainfo/info-hash.ts';
import type { TorrentVersion } from '../../../src/metainfo/metainfo.ts';
import { memoryFileTree } from './memory-hash-tree.ts';

export interface MemoryFile {
  readonly path: readonly string[];
  readonly bytes: Uint8Array;
  readonly pad: boolean;
}

/** A torrent whose files are known to the test, byte for byte. */
export interface MemoryTorrent {
  /** The .torrent file. */
  readonly file: Uint8Array;
  readonly base64: string;
  readonly info: Uint8Array;
  readonly hashes: InfoHashes;
  /** Of 20 bytes, the v1 one if there is one; and the same as 40 hex digits. */
  readonly infoHash: Uint8Array;
  readonly id: string;
  /** All names of 20 bytes, as hex: the v1 one first. */
  readonly names: readonly string[];
  readonly name: string;
  readonly files: readonly MemoryFile[];
  /** The one stream over all files. */
  readonly content: Uint8Array;
  readonly pieceLength: number;
  readonly pieceCount: number;
}

export interface MemoryTorrentOptions {
  readonly name?: string;
  /** Bytes of the one file or, by slash-separated path, of each; "pad:" begins a pad file. */
  readonly sizes?: number | Readonly<Record<string, number>>;
  readonly pieceLength?: number;
  readonly trackers?: readonly string[];
  readonly webSeeds?: readonly string[];
  /** Of the DHT: hosts and ports. */
  readonly nodes?: readonly (readonly [string, number])[];
  readonly isPrivate?: boolean;
  /** Default: v1. Else each file begins with a piece: do not name pad files. */
  readonly version?: TorrentVersion;
  /** Whether the file brings its piece layers, if it has any; it does by default. */
  readonly withLayers?: boolean;
}

const KIB = 1024;

/** The same bytes for the same options. */
export function memoryTorrent(options: MemoryTorrentOptions = {}): MemoryTorrent {
  const { name = 'thing', sizes = 400 * KIB + 7, pieceLength = 64 * KIB } = options;
  const { version = 'v1', withLayers = true } = options;
  const single = typeof sizes === 'number';
  const listed = single
    ? [makeFile([name], sizes, false)]
    : Object.entries(sizes).map(([path, size]) =>
        makeFile([name, ...path.replace('pad:', '').split('/')], size, isPad(path)),
      );
  const files = version === 'v1' ? listed : aligned(listed, pieceLength);
  const content = concat(files.map(({ bytes }) => bytes));
  const pieces = cut(content, pieceLength).map(sha1);
  const inside = files.map((file) => ({ ...file, path: file.path.slice(1) }));
  const v1: Record<string, Encodable> = {
    pieces: concat(pieces),
    ...(single ? { length: sizes } : { files: inside.map(listedFile) }),
  };
  const inTree = (single ? files : inside).filter(({ pad }) => !pad);
  const { tree, layers } =
    version === 'v1' ? NO_TREE : memoryFileTree(inTree, pieceLength);
  const info = encode({
    name,
    'piece length': pieceLength,
    'meta version': tree && 2,
    'file tree': tree,
    private: options.isPrivate ? 1 : undefined,
    ...(version === 'v2' ? {} : v1),
  });
  const file = concat([
    encode({ 'announce-list': options.trackers?.map((url) => [url]) }).subarray(0, -1),
    new TextEncoder().encode('4:info'),
    info,
    encode({
      nodes: options.nodes,
      'piece layers': withLayers ? layers : undefined,
      'url-list': options.webSeeds,
    }).subarray(1),
  ]);
  const hashes: InfoHashes = {
    v1: version === 'v2' ? undefined : sha1(info),
    v2: version === 'v1' ? undefined : sha256(info),
  };
  const names = [hashes.v1, hashes.v2?.subarray(0, 20)].filter(Boolean) as Uint8Array[];
  return {
    file,
    base64: toBase64(file),
    info,
    hashes,
    infoHash: names[0]!,
    id: toHex(names[0]!),
    names: names.map(toHex),
    name,
    files,
    content,
    pieceLength,
    pieceCount: pieces.length,
  };
}

const NO_TREE = { tree: undefined, layers: undefined };

/** In the order of a file tree, with pad files between, so that each begins with a piece. */
function aligned(files: readonly MemoryFile[], pieceLength: number): MemoryFile[] {
  const sorted = [...files].sort((a, b) => byElements(a.path, b.path));
  const last = sorted.findLast(({ bytes }) => bytes.length > 0);
  return sorted.flatMap((file) => {
    const gap = -file.bytes.length & (pieceLength - 1);
    if (file === last || gap === 0) return [file];
    return [file, makeFile([file.path[0]!, '.pad', `${gap}`], gap, true)];
  });
}

function byElements(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((element, index) => element !== b[index]);
  return (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
}

function listedFile({ path, bytes, pad }: MemoryFile): Encodable {
  return { length: bytes.length, path, attr: pad ? 'p' : undefined };
}

function makeFile(path: string[], size: number, pad: boolean): MemoryFile {
  return { path, bytes: pad ? new Uint8Array(size) : noise(path.join('/'), size), pad };
}

function isPad(path: string): boolean {
  return path.startsWith('pad:');
}

function cut(content: Uint8Array, length: number): Uint8Array[] {
  const count = Math.ceil(content.length / length);
  return Array.from({ length: count }, (_, at) =>
    content.subarray(at * length, (at + 1) * length),
  );
}

function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

function sha1(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha1').update(bytes).digest());
}

/** No two blocks alike: xorshift, of 32 bits. */
function noise(seed: string, size: number): Uint8Array {
  const words = new Uint32Array(Math.ceil(size / 4));
  let state = createHash('sha256').update(seed).digest().readUInt32LE() | 1;
  for (let at = 0; at < words.length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state;
  }
  return new Uint8Array(words.buffer, 0, size).slice();
}
