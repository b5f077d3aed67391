/** What text that was typed, pasted or dropped holds: links, one to a line, or not. */
export type LinksRead =
  | { readonly kind: 'links'; readonly links: readonly string[] }
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-a-link'; readonly line: string };

/** Lines that begin with # are comments (text/uri-list, RFC 2483 section 5). */
export function readLinks(text: string): LinksRead {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const wrong = lines.find((line) => !isLink(line));
  if (wrong !== undefined) return { kind: 'not-a-link', line: wrong };
  return lines.length === 0 ? { kind: 'empty' } : { kind: 'links', links: lines };
}

/** The magnet links in text that says more than them, each once. */
export function linksWithin(text: string): readonly string[] {
  const found = text.match(/magnet:\?[^\s"'<>`]+/gi) ?? [];
  return [...new Set(found)].filter(isLink);
}

function isLink(line: string): boolean {
  if (BARE_HASH.test(line)) return true;
  if (!URL.canParse(line)) return false;
  const { protocol, hostname, searchParams } = new URL(line);
  if (protocol === 'magnet:')
    return [...searchParams.keys()].some((key) => TOPIC.test(key));
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '';
}

/** A v1 info hash, in hex or base32: people pass it on without the link around it. */
const BARE_HASH = /^(?:[0-9a-f]{40}|[a-z2-7]{32})$/i;
/** In any case, also numbered (BEP 9), and behind an "&amp;" out of the source of a page. */
const TOPIC = /^(?:amp;)?xt(?:\.\d+)?$/i;
