import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./libtorrent_torrents.py', import.meta.url));
const TIMEOUT_MS = 120_000;
const MAX_ANSWER = 1 << 30;

/** What libtorrent makes of a torrent file. */
export type Reading =
  | ReadTorrent
  | { readonly error: string }
  /** It cannot be told by way of Python. */
  | { readonly unknown: true };

export interface ReadTorrent {
  /** Hex digits. */
  readonly v1: string | null;
  readonly v2: string | null;
  readonly name: string;
  readonly pieceLength: number;
  readonly pieceCount: number;
  readonly size: number;
  readonly files: readonly ReadFile[];
  readonly trackers: readonly (readonly [tier: number, url: string])[];
  readonly webSeeds: readonly string[];
  readonly nodes: readonly (readonly [host: string, port: number])[];
  readonly private: boolean;
}

export interface ReadFile {
  /** Elements joined by "/". */
  readonly path: string;
  readonly length: number;
  readonly offset: number;
  readonly pad: boolean;
  readonly hidden: boolean;
  readonly executable: boolean;
  readonly symlink: boolean;
  /** Hex digits. */
  readonly root: string | null;
}

/** Has libtorrent read the torrent files; answers in their order. */
export async function readWithLibtorrent(
  torrents: readonly Uint8Array[],
): Promise<Reading[]> {
  const lines = torrents.map((bytes) => Buffer.from(bytes).toString('base64'));
  const answers = await run(['read'], lines.join('\n'));
  return answers.map((line) => JSON.parse(line) as Reading);
}

/** Torrent files of all versions, and of shapes libtorrent knows, of what is in `folder`. */
export async function makeWithLibtorrent(folder: string): Promise<Uint8Array[]> {
  const lines = await run(['make', folder], '');
  return lines.map((line) => new Uint8Array(Buffer.from(line, 'base64')));
}

/** The lines it writes. */
function run(args: readonly string[], input: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const options = { timeout: TIMEOUT_MS, maxBuffer: MAX_ANSWER };
    const child = execFile(
      '/usr/bin/python3',
      ['-W', 'ignore', SCRIPT, ...args],
      options,
      (error, stdout) => (error ? reject(error) : resolve(stdout.trimEnd().split('\n'))),
    );
    child.stdin!.end(input);
  });
}
