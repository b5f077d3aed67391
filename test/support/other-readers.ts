import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const TIMEOUT_MS = 60_000;
const REMAKE = fileURLToPath(new URL('./libtorrent_remake.py', import.meta.url));
const PARTNER = fileURLToPath(new URL('../interop/parse-torrent/', import.meta.url));
const INSTALL = ['ci', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund'];

/** Hex digits; null where it has none. */
export type HashPair = readonly [v1: string | null, v2: string | null];

/** The hashes libtorrent reads, and those of the torrent it makes of the same files. */
export async function remakeWithLibtorrent(
  torrent: string,
  path: string,
): Promise<{ readonly read: HashPair; readonly made: HashPair }> {
  const args = [REMAKE, torrent, path];
  const { stdout } = await run('/usr/bin/python3', args, { timeout: TIMEOUT_MS });
  return JSON.parse(stdout);
}

/** What transmission-show prints; rejects for what it cannot read. */
export async function showWithTransmission(torrent: string): Promise<string> {
  const { stdout } = await run('transmission-show', [torrent], { timeout: TIMEOUT_MS });
  return stdout;
}

export interface ParsedTorrent {
  /** 40 hex digits. */
  readonly infoHash: string;
  readonly name: string;
  /** Bytes, pad files and all. */
  readonly length: number;
  /** Elements joined by "/". */
  readonly paths: readonly string[];
  readonly announce: readonly string[];
  readonly urlList: readonly string[];
  readonly comment?: string;
}

/** What parse-torrent, create-torrent's reader, makes of it. See installParseTorrent. */
export async function parseWithParseTorrent(torrent: string): Promise<ParsedTorrent> {
  const args = [`${PARTNER}read.mjs`, torrent];
  const { stdout } = await run(process.execPath, args, { timeout: TIMEOUT_MS });
  return JSON.parse(stdout);
}

/** Answers why it cannot be installed, or undefined when it is. */
export async function installParseTorrent(): Promise<string | undefined> {
  try {
    await run('npm', INSTALL, { cwd: PARTNER, timeout: TIMEOUT_MS });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
