import type { ErrorReport } from './contract.ts';

/**
 * How it stands with one tracker in one of the torrent's swarms, by one address family: to a
 * tracker each is a peer of its own.
 */
export interface TrackerStatus {
  /** Whole, a passkey and all. */
  readonly url: string;
  /** From 0, as the torrent has them (BEP 12). */
  readonly tier: number;
  readonly swarm: 'v1' | 'v2';
  /** null until it is known, and where Chrome or the system alone decides (HTTPS). */
  readonly family: 'ipv4' | 'ipv6' | null;
  /** 'idle': not asked yet. */
  readonly state: 'idle' | 'asking' | 'working' | 'failing';
  /** Milliseconds since 1970; null: never. */
  readonly lastAnswer: number | null;
  /** The same; null while it is asked, is in reserve, or the torrent does not run. */
  readonly nextAnnounce: number | null;
  /** In the swarm, as the tracker counts them; null where it does not say. */
  readonly seeds: number | null;
  readonly leechers: number | null;
  /** Downloads that were ever completed. */
  readonly completed: number | null;
  /** Peers that the last answer told of. */
  readonly peers: number | null;
  /** What the tracker wants a person to read. */
  readonly warning: string | null;
  /** Why, when it is failing. */
  readonly error: ErrorReport | null;
}
