import { NetworkError } from '../../../src/errors/network-error.ts';
import type { DnsPort } from '../../../src/ports/dns.ts';

/** For a Chrome without Direct Sockets: nothing in it tells the address of a name. */
export class NoDns implements DnsPort {
  async resolve(name: string): Promise<readonly string[]> {
    throw new NetworkError('failed', `this Chrome cannot look up ${name}`);
  }
}
