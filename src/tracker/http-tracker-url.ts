import { isThisMachine } from '../bytes/this-machine.ts';
import { TrackerError } from '../errors/tracker-error.ts';
import { hostOf } from '../http/host-of.ts';
import { parseHttpUrl } from '../protocol/http/http-url.ts';

const OF_TRACKERS = /^\/(?:announce|scrape)/i;

/**
 * The address of a tracker over HTTP. Throws HttpError, and TrackerError 'blocked' for what is
 * on this machine and by its path no tracker, as in libtorrent: whoever makes a torrent is not
 * to reach the services of this machine by it.
 */
export function httpTrackerUrl(text: string): URL {
  const url = parseHttpUrl(text);
  if (!isThisMachine(hostOf(url)) || OF_TRACKERS.test(url.pathname)) return url;
  const message = 'a tracker on this machine is asked at /announce only';
  throw new TrackerError('blocked', message);
}
