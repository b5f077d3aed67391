/** Characters: what is shorter is no passkey, and may be any word. */
const LEAST_SECRET = 8;
const LEAST_LOGIN = 4;
const NO_SECRET = /^(?:(?:announce|scrape)(?:\.\w{1,5})?|torrent_?pass|auth_?key)$/i;

/**
 * A text that a tracker at `url` wrote, fit for a log: whatever of it may be a passkey, a part
 * of the address's path, query or login, is blotted out, in whatever case and however escaped.
 */
export function withoutSecrets(text: string, url: string): string {
  const secrets = [...secretsIn(url)].sort((one, other) => other.length - one.length);
  let cleared = text;
  for (const secret of secrets) {
    const literal = secret.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    cleared = cleared.replace(new RegExp(literal, 'gi'), '…');
  }
  return cleared;
}

function secretsIn(url: string): Set<string> {
  const rest = url.slice(url.indexOf('://') + 3);
  const [authority = '', ...parts] = rest.split(/[/?&=#]/);
  const login = authority.slice(0, Math.max(authority.lastIndexOf('@'), 0)).split(':');
  const secrets = [
    ...both(login).filter((part) => part.length >= LEAST_LOGIN),
    ...both(parts).filter((part) => part.length >= LEAST_SECRET),
  ];
  return new Set(secrets.filter((secret) => !NO_SECRET.test(secret)));
}

/** As they stand in an address, and as they are meant. */
function both(parts: readonly string[]): string[] {
  return [...parts, ...parts.map(decoded)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** By what a log calls the tracker: its host, if its address has one. */
export function trackerHost(url: string): string {
  const match =
    /^[a-z]+:\/\/(?:[^/?#]*@)?([\w.-]+|\[[\da-f:.]+\])(?::\d+)?(?:[/?#]|$)/i.exec(url);
  return match?.[1] ?? 'a tracker';
}
