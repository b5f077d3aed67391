import { lookup } from 'node:dns/promises';
import { isHostName } from '../../../src/bytes/host-name.ts';
import { parseIp } from '../../../src/bytes/ip-address.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import type { DnsPort } from '../../../src/ports/dns.ts';
import { hasRoute } from './has-route.ts';
import { toNetworkError } from './network-error.ts';

/**
 * Names as the system finds them, its hosts file and all; of a name in both families without
 * the IPv6 that leads nowhere from here.
 */
export class NodeDns implements DnsPort {
  async resolve(name: string, signal: AbortSignal): Promise<readonly string[]> {
    const aborted = () => new NetworkError('aborted', 'the name is no longer wanted');
    if (signal.aborted) throw aborted();
    if (!isHostName(name) && !parseIp(name)) {
      throw new NetworkError('name-not-found', `${name} is not the name of a host`);
    }
    let abort = () => {};
    // The system's own answer cannot be called off, only not waited for.
    const abortion = new Promise<never>((_, reject) => {
      abort = () => reject(aborted());
    });
    signal.addEventListener('abort', abort);
    try {
      const looking = lookup(name, { all: true, verbatim: true });
      const found = await Promise.race([looking, abortion]);
      const addresses = new Set(found.map(({ address }) => address));
      if (addresses.size > 0) return await withoutDeadEnds([...addresses]);
      throw new NetworkError('name-not-found', `${name} has no address`);
    } catch (error) {
      throw toNetworkError(error);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }
}

async function withoutDeadEnds(addresses: readonly string[]): Promise<readonly string[]> {
  const isIpv6 = (address: string) => address.includes(':');
  const first = addresses.find(isIpv6);
  if (first === undefined || addresses.every(isIpv6)) return addresses;
  return (await hasRoute(first)) ? addresses : addresses.filter((each) => !isIpv6(each));
}
