import { MemoryClock } from '../../../background/platform/memory/clock.ts';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import { type Encodable, encode } from '../../../src/bencode/encode.ts';
import type { AddressFamily } from '../../../src/bytes/compact-endpoints.ts';
import type { Endpoint } from '../../../src/bytes/endpoint.ts';
import { TrackerError } from '../../../src/errors/tracker-error.ts';
import { parseAnnounceResponse } from '../../../src/protocol/tracker/announce-response.ts';
import type { AnnounceRequest } from '../../../src/protocol/tracker/announce-url.ts';
import { Announcer } from '../../../src/tracker/announcer.ts';
import type { AnnouncerOptions } from '../../../src/tracker/announcer-options.ts';
import type { Reach } from '../../../src/tracker/choose-trackers.ts';
import type { TrackerClient } from '../../../src/tracker/tracker-client.ts';

export type Fields = Readonly<Record<string, Encodable>>;
type Answer = Fields | TrackerError | Promise<Fields>;
type Tiers = readonly (readonly string[])[];

export const A = 'http://a/announce';
export const B = 'http://b/announce';
export const C = 'http://c/announce';
export const MINUTE = 60_000;
export const DOWN = new TrackerError('unreachable', 'down');
export const LATE = new TrackerError('timed-out', 'late');
export const SILENT = new Promise<Fields>(() => {});
export const ok = (more: Fields = {}): Fields => ({ interval: 60, ...more });

/** A torrent and its trackers a, b and c, on a virtual clock. */
export class AnnouncerScene {
  readonly clock = new MemoryClock();
  /** "a: late", "a (IPv6): answers". */
  readonly heard: string[] = [];
  /** "a started", "b ipv6" and so on, as asked. */
  readonly asked: string[] = [];
  readonly requests: AnnounceRequest[] = [];
  /** By the tracker's host, or by that and a family: "a ipv6". */
  answers: Record<string, Answer> = { a: ok(), b: ok(), c: ok() };
  /** By the tracker's host; whichever the host takes where nothing is said. */
  families: Record<string, readonly AddressFamily[] | TrackerError> = {};
  readonly found: Endpoint[] = [];
  /** "1.2.3.4 by a". */
  readonly seen: string[] = [];
  left = 1000;
  partialSeed = false;
  needy = false;
  room = 100;
  reach: Reach = 'first-tier';

  readonly #client: TrackerClient = {
    families: async (url) => {
      const known = this.families[new URL(url).host] ?? [undefined];
      if (known instanceof TrackerError) throw known;
      return known;
    },
    announce: async (url, family, request, signal) => {
      const { host } = new URL(url);
      this.requests.push(request);
      this.asked.push([host, family, request.event].filter(Boolean).join(' '));
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(DOWN));
      });
      const given = this.answers[`${host} ${family}`] ?? this.answers[host]!;
      const answer = await Promise.race([given, aborted]);
      if (answer instanceof TrackerError) throw answer;
      return parseAnnounceResponse(encode(answer));
    },
    scrape: async () => [],
  };

  announcer(tiers: Tiers, more: Partial<AnnouncerOptions> = {}): Announcer {
    return new Announcer({
      clock: this.clock,
      random: new MemoryRandom(1),
      client: this.#client,
      tiers,
      isPrivate: false,
      reach: () => this.reach,
      infoHash: new Uint8Array(20),
      peerId: new Uint8Array(20),
      key: 1,
      isOurs: ({ host }) => host === '9.9.9.9',
      port: () => 6881,
      totals: () => ({ uploaded: 1, downloaded: 2, left: this.left }),
      seed: () => this.left === 0,
      partialSeed: () => this.partialSeed,
      room: () => this.room,
      needsPeers: () => this.needy,
      found: (peers) => this.found.push(...peers),
      heard: (tracker, error) => {
        this.heard.push(`${tracker}: ${error?.message ?? 'answers'}`);
      },
      seenAs: (ip, tracker) => this.seen.push(`${ip.join('.')} by ${tracker}`),
      ...more,
    });
  }

  started(tiers: Tiers, more?: Partial<AnnouncerOptions>): Announcer {
    const one = this.announcer(tiers, more);
    one.start();
    return one;
  }

  /** What is asked from now on, within so many milliseconds. */
  async within(ms: number): Promise<string[]> {
    this.asked.length = 0;
    await this.clock.advance(ms);
    return [...this.asked];
  }

  /** Seconds from one announce to the next, `count` times. */
  async waits(count: number, step = 1000): Promise<number[]> {
    const times: number[] = [];
    for (let round = 0; round < count; round++) {
      const before = this.clock.now();
      while ((await this.within(step)).length === 0);
      times.push((this.clock.now() - before) / 1000);
    }
    return times;
  }
}
