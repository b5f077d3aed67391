import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { FileSet } from './file-set.ts';

const SCRIPT = fileURLToPath(new URL('./libtorrent_make_torrent.py', import.meta.url));
const TIMEOUT_MS = 60_000;

/** A torrent file on disk and the files it describes. */
export interface Torrent {
  /** The .torrent file. */
  readonly path: string;
  /** 40 hex digits: of v1 or, where there is none, the beginning of v2's. */
  readonly infoHash: string;
  readonly files: FileSet;
}

export interface MadeTorrent extends Torrent {
  /** 40 and 64 hex digits; null where it has none. */
  readonly v1: string | null;
  readonly v2: string | null;
}

export interface TorrentOptions {
  /** Bytes, a power of two; 256 KiB by default. */
  readonly pieceLength?: number;
  /** Announce addresses, a tier each. */
  readonly trackers?: readonly string[];
  /** Addresses of HTTP servers that have the files (BEP 19). */
  readonly webSeeds?: readonly string[];
  /** v1 by default. */
  readonly version?: 'v1' | 'v2' | 'hybrid';
}

/** Makes a torrent by libtorrent, so not by what is under test, beside the files. */
export async function makeTorrent(
  files: FileSet,
  {
    pieceLength = 256 * 1024,
    trackers = [],
    webSeeds = [],
    version = 'v1',
  }: TorrentOptions = {},
): Promise<MadeTorrent> {
  const path = join(files.parent, `${files.name}.torrent`);
  const single = files.files.length === 1 && files.files[0]!.path.length === 0;
  const order = {
    ...{ ...files, single, pieceLength, trackers, webSeeds, version },
    out: path,
  };
  const { stdout } = await promisify(execFile)(
    '/usr/bin/python3',
    [SCRIPT, JSON.stringify(order)],
    { timeout: TIMEOUT_MS },
  );
  const { v1, v2 } = JSON.parse(stdout) as Pick<MadeTorrent, 'v1' | 'v2'>;
  return { path, infoHash: v1 ?? v2!.slice(0, 40), v1, v2, files };
}
