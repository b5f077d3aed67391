import { type Endpoint, parseEndpoint } from '../bytes/endpoint.ts';
import { parseIp } from '../bytes/ip-address.ts';
import { isLocalAddress } from '../bytes/local-address.ts';
import type { Clock } from '../ports/clock.ts';
import type { DnsPort } from '../ports/dns.ts';

export interface DhtRoutersOptions {
  readonly clock: Clock;
  readonly dns: DnsPort;
  /** One that is given by its address. */
  node(endpoint: Endpoint): void;
  /** An address of one that is given by its name. */
  router(endpoint: Endpoint): void;
}

/** Milliseconds until names are looked up again that could not be, doubled each time. */
const FIRST_RETRY = 5_000;
const LAST_RETRY = 60_000;

/**
 * Finds the addresses of the DHT's routers, until each name has answered once: who starts
 * without a network finds them when there is one.
 */
export async function findRouters(
  routers: readonly string[],
  { clock, dns, node, router }: DhtRoutersOptions,
  signal: AbortSignal,
): Promise<void> {
  const all = readRouters(routers);
  for (const endpoint of all) if (parseIp(endpoint.host)) node(endpoint);
  let left = all.filter(({ host }) => !parseIp(host));
  for (
    let retry = FIRST_RETRY;
    left.length > 0;
    retry = Math.min(retry * 2, LAST_RETRY)
  ) {
    const without: Endpoint[] = [];
    const asked = left.map(async (named) => {
      try {
        for (const host of await dns.resolve(named.host, signal)) {
          if (!signal.aborted) router({ host, port: named.port });
        }
      } catch {
        without.push(named);
      }
    });
    await Promise.all(asked);
    left = without;
    if (signal.aborted) return;
    if (left.length > 0) await pause(clock, retry, signal);
    if (signal.aborted) return;
  }
}

/** Whether one of them is in the local network: then all of that DHT may be. */
export function isLocalDht(routers: readonly string[]): boolean {
  return readRouters(routers).some(({ host }) => isLocalAddress(host));
}

function readRouters(routers: readonly string[]): Endpoint[] {
  return routers.map(parseEndpoint).filter((router) => router !== undefined);
}

function pause(clock: Clock, delay: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.timer(delay, () => {
      signal.removeEventListener('abort', end);
      resolve();
    });
    const end = () => {
      timer.cancel();
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });
}
