import { isThisMachine } from '../bytes/this-machine.ts';
import { fulfils, type InfoHashes } from '../metainfo/info-hash.ts';
import { openTorrent } from '../metainfo/open-torrent.ts';
import type { Hasher } from '../ports/hasher.ts';

/** The torrent file at an HTTP address. Rejects when there is none. */
export type TorrentAt = (url: string, signal: AbortSignal) => Promise<Uint8Array>;

/** Addresses tried, at most. */
const MOST = 5;

/**
 * The torrent file from the addresses that a magnet link names (xs=), one tried after the
 * other; undefined when none has the torrent of these hashes. Whoever wrote the link does not
 * reach the services of this machine by it. Never rejects.
 */
export async function fromExactSource(
  addresses: readonly string[],
  hashes: InfoHashes,
  hasher: Hasher,
  torrentAt: TorrentAt,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  for (const address of addresses.slice(0, MOST)) {
    if (signal.aborted) return undefined;
    try {
      if (isThisMachine(hostOf(address))) continue;
      const file = await torrentAt(address, signal);
      if (fulfils((await openTorrent(file, hasher)).hashes, hashes)) return file;
    } catch {
      // Nothing but one way less to find it.
    }
  }
  return undefined;
}

/** As it is dialled: without the brackets of IPv6, numbers as addresses. Throws TypeError. */
function hostOf(address: string): string {
  return new URL(address).hostname.replace(/^\[|\]$/g, '');
}
