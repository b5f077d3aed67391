import type { Endpoint } from '../bytes/endpoint.ts';
import { parseIp } from '../bytes/ip-address.ts';
import { isLocalHost } from '../bytes/local-host.ts';
import { isThisMachine } from '../bytes/this-machine.ts';
import { isUnicastAddress } from '../bytes/unicast-address.ts';

/** Said by those whom nobody can reach. */
const NO_PORT = 1;
/** Peers by name in one answer: each is a question to the resolver. */
const MOST_NAMES = 50;

/**
 * Those of a tracker's peers that there can be: machines that can be reached, and none on this
 * one unless the tracker, at `host`, is near. Otherwise any tracker could have us call at the
 * services of this machine.
 */
export function worthDialling(peers: readonly Endpoint[], host: string): Endpoint[] {
  const isNear = isLocalHost(host.replace(/^\[|\]$/g, ''));
  let names = 0;
  return peers.filter(({ host: peer, port }) => {
    if (port === NO_PORT || (!isNear && isThisMachine(peer))) return false;
    return parseIp(peer) ? isUnicastAddress(peer) : ++names <= MOST_NAMES;
  });
}
