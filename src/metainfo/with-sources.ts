import { withKeys } from './with-keys.ts';

/** The torrent file with these trackers, by tier (BEP 12), in place of its own. */
export function withTrackers(
  file: Uint8Array,
  tiers: readonly (readonly string[])[],
): Uint8Array {
  return withKeys(file, {
    announce: tiers[0]?.[0],
    'announce-list': tiers.flat().length > 1 ? tiers : undefined,
  });
}

/** The torrent file with these web seeds (BEP 19) in place of its own. */
export function withWebSeeds(file: Uint8Array, webSeeds: readonly string[]): Uint8Array {
  return withKeys(file, { 'url-list': webSeeds.length > 0 ? webSeeds : undefined });
}
