import { isLocalHost } from '../bytes/local-host.ts';
import { HttpError } from '../protocol/http/http-error.ts';
import { parseHttpUrl } from '../protocol/http/http-url.ts';
import { hostOf } from './host-of.ts';

/**
 * The address that a redirect names. Throws HttpError 'bad-redirect' where it is none over
 * http, or leads from outside to services of this machine or its network, which nobody there
 * may have us ask.
 */
export function followRedirect(from: URL, target: string): URL {
  const to = resolve(from, target);
  if (!isLocalHost(hostOf(to)) || isLocalHost(hostOf(from))) return to;
  throw new HttpError('bad-redirect', 'a redirect leads into the local network');
}

function resolve(from: URL, target: string): URL {
  try {
    return parseHttpUrl(target, from);
  } catch (cause) {
    throw new HttpError('bad-redirect', 'a redirect leads nowhere', { cause });
  }
}
