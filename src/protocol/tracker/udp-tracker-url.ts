import { isHostName } from '../../bytes/host-name.ts';
import { parseIp } from '../../bytes/ip-address.ts';
import { TrackerError } from '../../errors/tracker-error.ts';

export interface UdpTrackerUrl {
  /** An address literal or a name. */
  readonly host: string;
  readonly port: number;
  /** With the query, as it was written; '' where there is neither. */
  readonly path: string;
}

const MAX_LENGTH = 8192;
const SHAPE = /^udp:\/\/([^\s/?#]+)([^\s#]*)(?:#.*)?$/i;

/**
 * The address of a tracker over UDP (BEP 15, 41). Throws TrackerError 'unsupported-scheme'
 * for what is none, or names no port: there is no usual one.
 */
export function parseUdpTrackerUrl(text: string): UdpTrackerUrl {
  const [, authority = '', path = ''] =
    (text.length <= MAX_LENGTH && SHAPE.exec(text)) || [];
  // Of a scheme that it knows the URL parser reads names and addresses in all their forms.
  const base = `http://${authority}`;
  if (authority && URL.canParse(base) && /:0*[1-9]\d*$/.test(authority)) {
    const { hostname, port } = new URL(base);
    const host = hostname.replace(/^\[|\]$/g, '');
    // The usual port of that scheme is left out.
    if (parseIp(host) || isHostName(host))
      return { host, port: Number(port || 80), path };
  }
  throw new TrackerError('unsupported-scheme', "the tracker's address is malformed");
}
