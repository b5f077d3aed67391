import { MAX_LINK, parseLink } from '../../../src/metainfo/magnet.ts';

/** What a text that was linked to, selected or typed asks for. */
export type TextRead =
  | { readonly kind: 'magnet'; readonly link: string }
  /** To be fetched, and found to be a torrent or not. */
  | { readonly kind: 'web'; readonly url: string }
  | { readonly kind: 'nothing' };

/** A magnet link, an info hash or a web address: the text itself, or the first within it. */
export function readText(text: string): TextRead {
  const all = text.trim().slice(0, MAX_LINK);
  const isWeb = WEB.test(all) && URL.canParse(all);
  // In an address such digits may as well be a person's key at a private tracker.
  const hash = isWeb ? undefined : HASH.exec(all)?.[0];
  const found = [all, MAGNET.exec(all)?.[0], hash];
  const link = found.find((candidate) => candidate !== undefined && isMagnet(candidate));
  if (link !== undefined) return { kind: 'magnet', link };
  if (isWeb) return { kind: 'web', url: all };
  return { kind: 'nothing' };
}

const MAGNET = /magnet:\?[^\s"'<>]+/i;
/** A v1 info hash, in hex or base32 (BEP 9), that stands by itself. */
const HASH = /(?<![a-z0-9])(?:[0-9a-f]{40}|[a-z2-7]{32})(?![a-z0-9])/i;
const WEB = /^https?:\/\/\S+$/i;

function isMagnet(text: string): boolean {
  try {
    parseLink(text);
    return true;
  } catch {
    return false;
  }
}
