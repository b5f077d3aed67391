import { toHex } from '../bytes/hex.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { Info } from './metainfo.ts';

/** By what the swarms know a torrent; a hybrid has both, every torrent at least one. */
export interface InfoHashes {
  /** 20 bytes: SHA-1 over the info dict exactly as it was received (BEP 3). */
  readonly v1: Uint8Array | undefined;
  /** 32 bytes: SHA-256 over the same (BEP 52). */
  readonly v2: Uint8Array | undefined;
}

export async function infoHashes(info: Info, hasher: Hasher): Promise<InfoHashes> {
  const { version, infoBytes } = info;
  const [v1, v2] = await Promise.all([
    version === 'v2' ? undefined : hasher.digest('sha1', [infoBytes]),
    version === 'v1' ? undefined : hasher.digest('sha256', [infoBytes]),
  ]);
  return { v1, v2 };
}

/** 20 bytes: how the v2 swarm names the torrent in handshakes and announces (BEP 52). */
export function truncated(v2: Uint8Array): Uint8Array {
  return v2.subarray(0, 20);
}

/** 40 hex digits: the v1 info hash or, where there is none, the truncated v2 one. */
export function torrentId({ v1, v2 }: InfoHashes): string {
  return toHex(v1 ?? truncated(v2!));
}

/** Every name of 20 bytes under which peers and trackers know the torrent, as hex. */
export function swarmIds({ v1, v2 }: InfoHashes): string[] {
  return [v1, v2 && truncated(v2)].filter((hash) => hash !== undefined).map(toHex);
}
