import { type Endpoint, parseEndpoint } from '../bytes/endpoint.ts';
import { parseIp } from '../bytes/ip-address.ts';
import { isLocalAddress } from '../bytes/local-address.ts';
import { Deadline } from '../http/deadline.ts';
import type { Clock } from '../ports/clock.ts';
import type { DnsPort } from '../ports/dns.ts';
import { unlessAborted } from '../tracker/unless-aborted.ts';

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
/** Milliseconds that a name has to be found. */
const PATIENCE = 30_000;

/**
 * Finds the addresses of the DHT's routers, until each name has answered once: who starts
 * without a network finds them when there is one. No name waits for another.
 */
export async function findRouters(
  routers: readonly string[],
  options: DhtRoutersOptions,
  signal: AbortSignal,
): Promise<void> {
  const all = readRouters(routers);
  for (const endpoint of all) if (parseIp(endpoint.host)) options.node(endpoint);
  const named = all.filter(({ host }) => !parseIp(host));
  await Promise.all(named.map((router) => findRouter(router, options, signal)));
}

async function findRouter(
  { host: name, port }: Endpoint,
  { clock, dns, router }: DhtRoutersOptions,
  signal: AbortSignal,
): Promise<void> {
  for (let retry = FIRST_RETRY; ; retry = Math.min(retry * 2, LAST_RETRY)) {
    const deadline = new Deadline(clock, PATIENCE, signal);
    try {
      const found = dns.resolve(name, deadline.signal);
      for (const host of await unlessAborted(found, deadline.signal)) {
        if (!signal.aborted) router({ host, port });
      }
      return;
    } catch {
      // It is tried again.
    } finally {
      deadline.release();
    }
    if (!signal.aborted) await pause(clock, retry, signal);
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
