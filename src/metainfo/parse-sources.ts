import type { BencodeDict, BencodeValue } from '../bencode/value.ts';

/** Addresses of each kind; what is beyond is left out. */
const MAX_SOURCES = 500;
/** Characters. */
const MAX_ADDRESS = 2048;
const TRACKER = /^(?:https?|udp|wss?):\/\/./i;
const WEB_SEED = /^https?:\/\/./i;

/**
 * The tiers of "announce-list" (BEP 12), else "announce" alone. An address counts once, where
 * it is first; what no client could use is left out, and so are tiers that this empties.
 */
export function parseTrackers(torrent: BencodeDict): string[][] {
  const seen = new Set<string>();
  const tiers = (torrent.list('announce-list') ?? [])
    // A list of strings instead of a list of lists is a known mistake.
    .map((tier) => pick(tier.kind === 'list' ? tier.items : [tier], TRACKER, seen))
    .filter((tier) => tier.length > 0);
  if (tiers.length > 0) return tiers;
  const announce = torrent.get('announce');
  const single = announce ? pick([announce], TRACKER, seen) : [];
  return single.length > 0 ? [single] : [];
}

/** "url-list" (BEP 19): one address or a list of them. */
export function parseWebSeeds(torrent: BencodeDict): string[] {
  const value = torrent.get('url-list');
  if (!value) return [];
  return pick(value.kind === 'list' ? value.items : [value], WEB_SEED, new Set());
}

function pick(
  values: readonly BencodeValue[],
  form: RegExp,
  seen: Set<string>,
): string[] {
  const picked: string[] = [];
  for (const value of values) {
    if (seen.size === MAX_SOURCES) break;
    if (value.kind !== 'string' || value.bytes.length > MAX_ADDRESS) continue;
    const address = value.text.trim();
    if (!form.test(address) || seen.has(address)) continue;
    seen.add(address);
    picked.push(address);
  }
  return picked;
}
