import { type Endpoint, formatEndpoint } from '../bytes/endpoint.ts';
import { formatIp } from '../bytes/ip-address.ts';

/** Peers whose word is kept, and addresses at which we met ourselves. */
const MOST_VOTES = 50;
const MOST_MET = 16;

/** Our own address, as most peers say that they see it (BEP 10, "yourip"). */
export class OwnAddress {
  /** By who says so, the latest last. */
  readonly #votes = new Map<string, Uint8Array>();
  /** "host:port" each, the latest last. */
  readonly #met = new Set<string>();

  /** `voter`: the address of who says it, so that each has one vote. */
  said(voter: string, ip: Uint8Array): void {
    this.#votes.delete(voter);
    this.#votes.set(voter, ip);
    if (this.#votes.size <= MOST_VOTES) return;
    for (const oldest of this.#votes.keys()) {
      this.#votes.delete(oldest);
      return;
    }
  }

  /** Of 4 or 16 bytes; undefined while nobody said. */
  of(length: number): Uint8Array | undefined {
    const counts = new Map<string, number>();
    let best: Uint8Array | undefined;
    let most = 0;
    for (const ip of this.#votes.values()) {
      if (ip.length !== length) continue;
      const name = formatIp(ip);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      if (count <= most) continue;
      most = count;
      best = ip;
    }
    return best;
  }

  /** Who answered there was this program itself. */
  met(endpoint: Endpoint): void {
    const key = formatEndpoint(endpoint);
    this.#met.delete(key);
    this.#met.add(key);
    if (this.#met.size <= MOST_MET) return;
    for (const oldest of this.#met) {
      this.#met.delete(oldest);
      return;
    }
  }

  /** Whether we are there, as far as we know. `port`: where we listen. */
  isAt(endpoint: Endpoint, port: number | undefined): boolean {
    if (this.#met.has(formatEndpoint(endpoint))) return true;
    const { host } = endpoint;
    if (endpoint.port !== port) return false;
    const own = this.of(host.includes(':') ? 16 : 4);
    return own !== undefined && formatIp(own) === host;
  }
}
