import { NetworkError } from '../../../src/errors/network-error.ts';
import type { DnsPort } from '../../../src/ports/dns.ts';
import type { MemoryNetwork } from './network.ts';

/** Milliseconds until the answer is there. */
const TAKES = 1;

/** The names of a MemoryNetwork, as one of its hosts finds them. */
export class MemoryDns implements DnsPort {
  readonly #network: MemoryNetwork;

  constructor(network: MemoryNetwork) {
    this.#network = network;
  }

  resolve(name: string, signal: AbortSignal): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        answer.cancel();
        reject(new NetworkError('aborted', 'the name is no longer wanted'));
      };
      const answer = this.#network.clock.timer(TAKES, () => {
        signal.removeEventListener('abort', abort);
        const addresses = this.#network.addresses(name);
        if (addresses.length > 0) resolve(addresses);
        else reject(new NetworkError('name-not-found', `there is no host ${name}`));
      });
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    });
  }
}
