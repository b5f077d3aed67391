import { readFile, stat } from 'node:fs/promises';
import { InputError } from '../../src/errors/input-error.ts';
import { TORRENT_LIMITS } from '../../src/metainfo/metainfo-limits.ts';
import { type OpenedTorrent, openTorrent } from '../../src/metainfo/open-torrent.ts';
import type { Hasher } from '../../src/ports/hasher.ts';

/** Reads a torrent file. Rejects with InputError, also when there is no such file. */
export async function readTorrent(path: string, hasher: Hasher): Promise<OpenedTorrent> {
  return openTorrent(await readWhole(path), hasher);
}

async function readWhole(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > TORRENT_LIMITS.size) {
      throw new InputError('torrent-too-large', `${path} is too large for a torrent`);
    }
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const { message } = cause as Error;
    throw new InputError('bad-command', `cannot read ${path}: ${message}`, { cause });
  }
}
