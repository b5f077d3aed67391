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

function isLink(line: string): boolean {
  if (!URL.canParse(line)) return false;
  const { protocol, hostname, searchParams } = new URL(line);
  if (protocol === 'magnet:')
    return searchParams.getAll('xt').length > 0 || hasNumberedTopic(searchParams);
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '';
}

/** BEP 9 and the magnet draft also allow several topics as xt.1, xt.2. */
function hasNumberedTopic(params: URLSearchParams): boolean {
  return [...params.keys()].some((key) => /^xt\.\d+$/.test(key));
}
