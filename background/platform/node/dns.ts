import { lookup } from 'node:dns/promises';
import { isHostName } from '../../../src/bytes/host-name.ts';
import { parseIp } from '../../../src/bytes/ip-address.ts';
import { NetworkError } from '../../../src/errors/network-error.ts';
import type { DnsPort } from '../../../src/ports/dns.ts';
import { toNetworkError } from './network-error.ts';

/** Names as the system finds them, its hosts file and all. */
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
      if (addresses.size > 0) return [...addresses];
      throw new NetworkError('name-not-found', `${name} has no address`);
    } catch (error) {
      throw toNetworkError(error);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }
}
