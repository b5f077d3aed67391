import { type Endpoint, formatEndpoint } from '../bytes/endpoint.ts';
import { fromHex, toHex } from '../bytes/hex.ts';
import { isLocalAddress } from '../bytes/local-address.ts';
import { NetworkError } from '../errors/network-error.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { MulticastPort } from '../ports/multicast.ts';
import type { Random } from '../ports/random.ts';
import {
  type BtSearch,
  decodeBtSearch,
  encodeBtSearch,
  hashesThatFit,
} from '../protocol/lsd/bt-search.ts';
import { AnnounceTurns } from './announce-turns.ts';
import { GroupMember } from './group-member.ts';
import { HeardPeers } from './heard-peers.ts';
import { SenderLimits } from './sender-limits.ts';

export interface LsdOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** undefined where the host has none. */
  readonly multicast: MulticastPort | undefined;
  /** Where we listen for peers; undefined while we do not. */
  port(): number | undefined;
}

export type LsdStatus =
  | { readonly kind: 'off' }
  | { readonly kind: 'joining' }
  | { readonly kind: 'on'; readonly families: readonly ('ipv4' | 'ipv6')[] }
  | { readonly kind: 'unavailable'; readonly error: NetworkError };

/** The groups of BEP 14. */
export const LSD_GROUPS = {
  ipv4: { host: '239.192.152.143', port: 6771 },
  ipv6: { host: 'ff15::efc0:988f', port: 6771 },
} as const;

const FAMILIES = ['ipv4', 'ipv6'] as const;
/** Milliseconds within which a new torrent is announced: not all programs at once. */
const FIRST = 2000;
/** Milliseconds until it looks again whether we listen. */
const RETRY = 10_000;
const MOST_FORMER = 50;
/** Of a cookie, as hex. */
const COOKIE_BYTES = 4;
/** The longer of the two. */
const LONGEST_GROUP = formatEndpoint(LSD_GROUPS.ipv6);

interface Sought {
  readonly found: Set<(peer: Endpoint) => void>;
  readonly heard: HeardPeers;
}

/**
 * Local service discovery (BEP 14), for all torrents together:
 *
 *   - each torrent is announced to the local network every five minutes, many in a datagram
 *   - whoever announces one of ours from an address of the local network is a peer
 *   - our own announcements are known by their cookie; floods are not read
 *
 * A host with a group of one family only does with that.
 */
export class Lsd {
  readonly #options: LsdOptions;
  readonly #cookie: string;
  readonly #members = new Map<'ipv4' | 'ipv6', GroupMember>();
  /** By info hash, as hex. */
  readonly #sought = new Map<string, Sought>();
  readonly #turns = new AnnounceTurns();
  readonly #limits = new SenderLimits();
  /** Of torrents that nobody seeks any more: as a rule a link that became its torrent. */
  readonly #former = new Map<string, HeardPeers>();
  #enabled = false;
  #timer: Timer | undefined;

  constructor(options: LsdOptions) {
    this.#options = options;
    this.#cookie = toHex(options.random.bytes(COOKIE_BYTES));
  }

  get status(): LsdStatus {
    if (!this.#enabled) return { kind: 'off' };
    if (!this.#options.multicast) return { kind: 'unavailable', error: noGroups() };
    const families = FAMILIES.filter((family) => this.#members.get(family)?.joined);
    if (families.length > 0) return { kind: 'on', families };
    const errors = FAMILIES.map((family) => this.#members.get(family)?.error);
    const [error] = errors;
    if (errors.includes(undefined) || !error) return { kind: 'joining' };
    return { kind: 'unavailable', error };
  }

  /** Off to begin with; see `status` for whether it could be done. */
  enable(on: boolean): void {
    if (on === this.#enabled) return;
    this.#enabled = on;
    if (on) this.#join();
    else this.#leave();
  }

  /**
   * Announces a torrent from now on, and tells who else has it; never a private one, whose
   * peers only its tracker may name (BEP 27). `infoHash`: 20 bytes. The answer ends it.
   */
  add(infoHash: Uint8Array, found: (peer: Endpoint) => void): () => void {
    const key = toHex(infoHash);
    const { clock, random } = this.#options;
    const sought = this.#sought.get(key) ?? this.#begin(key);
    // So that each call is told apart.
    const tell = (peer: Endpoint) => found(peer);
    sought.found.add(tell);
    const telling = clock.timer(0, () => {
      for (const peer of sought.heard.all) tell(peer);
    });
    this.#turns.add(key, clock.now() + random.integer(FIRST));
    this.#schedule();
    return () => {
      telling.cancel();
      if (sought.found.delete(tell) && sought.found.size === 0) this.#end(key, sought);
    };
  }

  /** All is to be announced again, as soon as may be: we listen on another port. */
  hurry(): void {
    this.#turns.hurry(this.#options.clock.now());
    this.#schedule();
  }

  stop(): void {
    this.enable(false);
    this.#sought.clear();
  }

  #begin(key: string): Sought {
    const heard = this.#former.get(key) ?? new HeardPeers();
    this.#former.delete(key);
    const sought = { found: new Set<(peer: Endpoint) => void>(), heard };
    this.#sought.set(key, sought);
    return sought;
  }

  #end(key: string, { heard }: Sought): void {
    if (!this.#sought.delete(key)) return;
    this.#turns.delete(key);
    this.#former.set(key, heard);
    if (this.#former.size <= MOST_FORMER) return;
    const [oldest] = this.#former.keys();
    this.#former.delete(oldest!);
  }

  #join(): void {
    const { clock, multicast } = this.#options;
    if (!multicast) return;
    for (const family of FAMILIES) {
      const member = new GroupMember({
        clock,
        multicast,
        group: LSD_GROUPS[family],
        receive: (data, from) => this.#receive(data, from),
        joined: () => this.hurry(),
      });
      this.#members.set(family, member);
    }
  }

  #leave(): void {
    this.#timer?.cancel();
    for (const member of this.#members.values()) member.close();
    this.#members.clear();
  }

  #schedule(): void {
    const { clock } = this.#options;
    this.#timer?.cancel();
    const { next } = this.#turns;
    if (next === undefined || this.status.kind !== 'on') return;
    const wait = Math.max(0, next - clock.now());
    this.#timer = clock.timer(wait, () => this.#announce());
  }

  #announce(): void {
    const { clock } = this.#options;
    const port = this.#options.port();
    if (port === undefined) {
      this.#timer = clock.timer(RETRY, () => this.#announce());
      return;
    }
    const message = { port, cookie: this.#cookie };
    const most = hashesThatFit(LONGEST_GROUP, message);
    const keys = this.#turns.take(clock.now(), most);
    const infoHashes = keys.map((key) => fromHex(key)!);
    if (keys.length > 0) {
      for (const [family, member] of this.#members) {
        const group = formatEndpoint(LSD_GROUPS[family]);
        member.send(encodeBtSearch(group, { ...message, infoHashes }));
      }
    }
    this.#schedule();
  }

  #receive(data: Uint8Array, { host }: Endpoint): void {
    if (!isLocalAddress(host)) return;
    const now = this.#options.clock.now();
    if (!this.#limits.allows(host, now)) return;
    const message = readOrNot(data);
    if (!message || message.cookie === this.#cookie) return;
    const peer = { host, port: message.port };
    for (const infoHash of message.infoHashes) {
      const sought = this.#sought.get(toHex(infoHash));
      if (!sought?.heard.add(peer, now)) continue;
      for (const tell of [...sought.found]) tell(peer);
    }
  }
}

function noGroups(): NetworkError {
  return new NetworkError('denied', 'this host has no multicast');
}

/** Nobody can be blamed for what is not understood. */
function readOrNot(data: Uint8Array): BtSearch | undefined {
  try {
    return decodeBtSearch(data);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
