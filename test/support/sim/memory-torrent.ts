import { createHash } from 'node:crypto';
import { type Encodable, encode } from '../../../src/bencode/encode.ts';
import { toBase64 } from '../../../src/bytes/base64.ts';
import { concat } from '../../../src/bytes/concat.ts';

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
  /** 20 bytes, and the same as 40 hex digits. */
  readonly infoHash: Uint8Array;
  readonly id: string;
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
}

const KIB = 1024;

/** The same bytes for the same options. */
export function memoryTorrent(options: MemoryTorrentOptions = {}): MemoryTorrent {
  const { name = 'thing', sizes = 400 * KIB + 7, pieceLength = 64 * KIB } = options;
  const single = typeof sizes === 'number';
  const files = single
    ? [makeFile([name], sizes, false)]
    : Object.entries(sizes).map(([path, size]) =>
        makeFile([name, ...path.replace('pad:', '').split('/')], size, isPad(path)),
      );
  const content = concat(files.map(({ bytes }) => bytes));
  const hashes = cut(content, pieceLength).map(sha1);
  const listed: Encodable = single
    ? { length: sizes }
    : {
        files: files.map(({ path, bytes, pad }) => ({
          length: bytes.length,
          path: path.slice(1),
          attr: pad ? 'p' : undefined,
        })),
      };
  const info = encode({
    name,
    'piece length': pieceLength,
    pieces: concat(hashes),
    ...listed,
  });
  const file = concat([
    encode({ 'announce-list': options.trackers?.map((url) => [url]) }).subarray(0, -1),
    new TextEncoder().encode('4:info'),
    info,
    new TextEncoder().encode('e'),
  ]);
  const infoHash = sha1(info);
  return {
    file,
    base64: toBase64(file),
    info,
    infoHash,
    id: Buffer.from(infoHash).toString('hex'),
    name,
    files,
    content,
    pieceLength,
    pieceCount: hashes.length,
  };
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

function sha1(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha1').update(bytes).digest());
}

/** No two blocks alike. */
function noise(seed: string, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let at = 0, count = 0; at < size; at += 32, count++) {
    const part = createHash('sha256').update(`${seed}/${count}`).digest();
    bytes.set(part.subarray(0, Math.min(32, size - at)), at);
  }
  return bytes;
}
