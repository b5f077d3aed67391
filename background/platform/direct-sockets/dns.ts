import { NetworkError } from '../../../src/errors/network-error.ts';
import type { DnsPort } from '../../../src/ports/dns.ts';
import { isNameUnknown } from './open-error.ts';
import { quietly } from './quietly.ts';

/** Any but 0 will do: connecting a datagram socket sends nothing. */
const PORT = 9;

/**
 * Chrome's stable channel has no API for names, but a datagram socket that is connected to a
 * name tells the address: the first of each family, if there is a way to it.
 */
export class DirectDns implements DnsPort {
  async resolve(name: string, signal: AbortSignal): Promise<readonly string[]> {
    const aborted = () => new NetworkError('aborted', 'the name is no longer wanted');
    if (signal.aborted) throw aborted();
    let abort = () => {};
    const abortion = new Promise<never>((_, reject) => {
      abort = () => reject(aborted());
    });
    signal.addEventListener('abort', abort);
    try {
      const looking = [find(name, 'ipv4'), find(name, 'ipv6')];
      const found = await Promise.race([Promise.allSettled(looking), abortion]);
      return addressesOf(name, found);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }
}

async function find(name: string, family: 'ipv4' | 'ipv6'): Promise<string> {
  const socket = new UDPSocket({
    remoteAddress: name,
    remotePort: PORT,
    dnsQueryType: family,
  });
  quietly(socket.closed);
  const { remoteAddress } = await socket.opened;
  quietly(socket.close());
  return remoteAddress ?? '';
}

function addressesOf(
  name: string,
  found: readonly PromiseSettledResult<string>[],
): string[] {
  const addresses = new Set<string>();
  let cause: unknown;
  for (const result of found) {
    if (result.status === 'fulfilled') addresses.add(result.value);
    else if (!isNameUnknown(result.reason)) cause = result.reason;
  }
  if (addresses.size > 0) return [...addresses];
  if (cause === undefined) {
    throw new NetworkError('name-not-found', `${name} cannot be found`);
  }
  throw new NetworkError('unreachable', `there is no way to ${name}`, { cause });
}
