import { type Endpoint, formatEndpoint } from '../../../src/bytes/endpoint.ts';

/**
 * How a host can be reached (RFC 3489, section 5). All but an open one take no connection
 * from outside, and datagrams only as answers: 'full-cone' from anyone once something left
 * by that port, 'restricted' from hosts and 'port-restricted' from endpoints that it sent
 * to, 'symmetric' as these, by another port outside for each of them.
 */
export type NatKind =
  | 'open'
  | 'full-cone'
  | 'restricted'
  | 'port-restricted'
  | 'symmetric';

interface Mapping {
  readonly localPort: number;
  /** What was sent to, and when. */
  readonly remotes: Map<string, number>;
}

/** Milliseconds that a mapping lives unused (RFC 4787, section 4.3, asks for two minutes). */
const LIFE = 120_000;
const FIRST_SYMMETRIC_PORT = 20_000;

/** What one host's way out remembers of the datagrams that left. */
export class Nat {
  readonly #kind: NatKind;
  /** By the port outside. */
  readonly #mappings = new Map<number, Mapping>();
  /** Of a symmetric one: by port inside and remote. */
  readonly #ports = new Map<string, number>();

  constructor(kind: NatKind) {
    this.#kind = kind;
  }

  /** A datagram leaves: by which port, as seen from outside. */
  leaves(localPort: number, to: Endpoint, now: number): number {
    if (this.#kind === 'open') return localPort;
    const port = this.#portFor(localPort, to);
    const mapping = this.#mappings.get(port) ?? { localPort, remotes: new Map() };
    this.#mappings.set(port, mapping);
    mapping.remotes.set(this.#remembered(to), now);
    return port;
  }

  /** Which port inside a datagram is for; undefined where it is kept out. */
  enters(port: number, from: Endpoint, now: number): number | undefined {
    if (this.#kind === 'open') return port;
    const mapping = this.#mappings.get(port);
    const used = mapping?.remotes.get(this.#remembered(from));
    return used !== undefined && now - used < LIFE ? mapping?.localPort : undefined;
  }

  #portFor(localPort: number, to: Endpoint): number {
    if (this.#kind !== 'symmetric') return localPort;
    const key = `${localPort} ${formatEndpoint(to)}`;
    const port = this.#ports.get(key) ?? FIRST_SYMMETRIC_PORT + this.#ports.size;
    this.#ports.set(key, port);
    return port;
  }

  #remembered(remote: Endpoint): string {
    if (this.#kind === 'full-cone') return 'anyone';
    return this.#kind === 'restricted' ? remote.host : formatEndpoint(remote);
  }
}
