import { equal } from '../bytes/equal.ts';
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

/** One of the two kinds of swarm that a torrent can have; a hybrid is in both (BEP 52). */
export type SwarmVersion = 'v1' | 'v2';

/** The swarms there are; one at least, v1 first. */
export function swarmVersions({ v1, v2 }: InfoHashes): SwarmVersion[] {
  return [...(v1 ? ['v1' as const] : []), ...(v2 ? ['v2' as const] : [])];
}

/** 20 bytes: how peers and trackers of that swarm name the torrent. */
export function swarmName(
  { v1, v2 }: InfoHashes,
  version: SwarmVersion,
): Uint8Array | undefined {
  return version === 'v1' ? v1 : v2 && truncated(v2);
}

/** Every name of 20 bytes under which peers and trackers know the torrent, as hex. */
export function swarmIds(hashes: InfoHashes): string[] {
  return swarmVersions(hashes).map((version) => toHex(swarmName(hashes, version)!));
}

/**
 * Whether bytes that a peer sent are the info dict that was asked for. One hash is proof: if
 * another is named that does not match, that is the fault of who named it.
 */
export async function matchesInfoHash(
  bytes: Uint8Array,
  { v1, v2 }: InfoHashes,
  hasher: Hasher,
): Promise<boolean> {
  if (v1 && equal(await hasher.digest('sha1', [bytes]), v1)) return true;
  return v2 !== undefined && equal(await hasher.digest('sha256', [bytes]), v2);
}

/** Whether the torrent has every hash that is named. */
export function fulfils(torrent: InfoHashes, named: InfoHashes): boolean {
  return (['v1', 'v2'] as const).every((version) => {
    const hash = named[version];
    return !hash || equal(hash, torrent[version] ?? new Uint8Array(0));
  });
}
