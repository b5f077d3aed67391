/** Characters. */
const LEAST_SECRET = 8;
const NO_SECRET = /^(?:announce|scrape|passkey)/i;

/**
 * A text that a tracker at `url` wrote, fit for a log: whatever of it may be a passkey, a part
 * of the address's path, query or login, is blotted out.
 */
export function withoutSecrets(text: string, url: string): string {
  const [, rest = ''] = url.split('://', 2);
  const [host = '', ...parts] = rest.split(/[/?&=#]/);
  const login = host.includes('@') ? host.slice(0, host.lastIndexOf('@')).split(':') : [];
  let cleared = text;
  for (const part of [...login, ...parts]) {
    if (part.length < LEAST_SECRET || NO_SECRET.test(part)) continue;
    cleared = cleared.replaceAll(part, '…');
  }
  return cleared;
}

/** By what a log calls the tracker: its host, if its address has one. */
export function trackerHost(url: string): string {
  const match =
    /^[a-z]+:\/\/(?:[^/?#]*@)?([\w.-]+|\[[\da-f:.]+\])(?::\d+)?(?:[/?#]|$)/i.exec(url);
  return match?.[1] ?? 'a tracker';
}
