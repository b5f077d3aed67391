import type { BencodeDict, BencodeValue } from '../bencode/value.ts';

/** Addresses of each kind; what is beyond is left out. */
const MAX_SOURCES = 500;
/** Characters. */
const MAX_ADDRESS = 2048;
const TRACKER = /^(?:https?|udp|wss?):\/\/./i;
const WEB_SEED = /^https?:\/\/./i;

/** What can be used of the addresses in a torrent, each once, where it is first. */
export class Sources {
  /** By tier. */
  readonly trackers: string[][];
  readonly webSeeds: string[];
  /** How many were left out that no client could use. */
  useless = 0;

  constructor(torrent: BencodeDict) {
    this.trackers = this.#parseTrackers(torrent);
    this.webSeeds = this.#parseWebSeeds(torrent);
  }

  /** The tiers of "announce-list" (BEP 12), else "announce" alone; without empty ones. */
  #parseTrackers(torrent: BencodeDict): string[][] {
    const seen = new Set<string>();
    const tiers = (torrent.list('announce-list') ?? [])
      // A list of strings instead of a list of lists is a known mistake.
      .map((tier) => this.#pick(listOf(tier), TRACKER, seen))
      .filter((tier) => tier.length > 0);
    if (tiers.length > 0) return tiers;
    const announce = torrent.get('announce');
    const single = announce ? this.#pick([announce], TRACKER, seen) : [];
    return single.length > 0 ? [single] : [];
  }

  /** "url-list" (BEP 19): one address or a list of them. */
  #parseWebSeeds(torrent: BencodeDict): string[] {
    const value = torrent.get('url-list');
    return value ? this.#pick(listOf(value), WEB_SEED, new Set()) : [];
  }

  #pick(values: readonly BencodeValue[], form: RegExp, seen: Set<string>): string[] {
    const picked: string[] = [];
    for (const value of values) {
      if (seen.size === MAX_SOURCES) break;
      const address = addressOf(value);
      if (address === '' || seen.has(address)) continue;
      if (!form.test(address) || address.length > MAX_ADDRESS) {
        this.useless++;
        continue;
      }
      seen.add(address);
      picked.push(address);
    }
    return picked;
  }
}

function listOf(value: BencodeValue): readonly BencodeValue[] {
  return value.kind === 'list' ? value.items : [value];
}

/** Empty for what is none at all. */
function addressOf(value: BencodeValue): string {
  return value.kind === 'string' ? value.text.trim() : '';
}
