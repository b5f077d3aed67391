import type { Endpoint } from '../bytes/endpoint.ts';
import type { RillError } from '../errors/rill-error.ts';
import {
  type InfoHashes,
  type SwarmVersion,
  swarmName,
  swarmVersions,
} from '../metainfo/info-hash.ts';
import { Announcer } from '../tracker/announcer.ts';
import type { AnnouncerOptions } from '../tracker/announcer-options.ts';
import { TrackerEntry } from '../tracker/tracker-entry.ts';
import { type TrackerStatus, trackerStatuses } from '../tracker/tracker-status.ts';
import type { Identity } from './identity.ts';

export interface AnnouncersOptions
  extends Omit<AnnouncerOptions, 'infoHash' | 'peerId' | 'found'> {
  readonly identity: Identity;
  /** `version`: the swarm they are in. */
  found(peers: readonly Endpoint[], version: SwarmVersion): void;
}

/** How it stands with a tracker in one of the torrent's swarms. */
export interface NamedStatus extends TrackerStatus {
  readonly version: SwarmVersion;
}

/** Announces a torrent under each of its names: to a tracker they are torrents apart. */
export class Announcers {
  readonly #options: AnnouncersOptions;
  #all: ReadonlyMap<SwarmVersion, Announcer>;
  /** Trackers of before being told that we leave. */
  #farewell: Promise<unknown> = Promise.resolve();
  #ended = false;

  constructor(options: AnnouncersOptions) {
    this.#options = options;
    this.#all = announcersOf(options);
  }

  /** Why no tracker answers under any name; undefined while one does, or may yet do. */
  get error(): RillError | undefined {
    const errors = [...this.#all.values()].map(({ error }) => error);
    return errors.every((error) => error !== undefined) ? errors[0] : undefined;
  }

  /** Swarm by swarm. */
  get statuses(): NamedStatus[] {
    return [...this.#all].flatMap(([version, { statuses }]) =>
      statuses.map((status) => ({ ...status, version })),
    );
  }

  /** `farewell`: the trackers being told of an earlier end. Never rejects. */
  start(farewell: Promise<unknown>): void {
    this.#farewell = farewell;
    const all = this.#all;
    // Who is asked again must not hear "stopped" last.
    void farewell.then(() => {
      if (this.#all !== all || this.#ended) return;
      for (const announcer of all.values()) announcer.start();
    });
  }

  /** The download is complete: the trackers are told at once. */
  completed(): void {
    for (const announcer of this.#all.values()) announcer.completed();
  }

  /** A person wants the trackers asked: as soon as each allows it. */
  announce(): void {
    for (const announcer of this.#all.values()) announcer.announce();
  }

  /** We listen on another port: the trackers are told. */
  moved(): void {
    for (const announcer of this.#all.values()) announcer.moved();
  }

  /** Tells the trackers of before that we leave, and then asks these, by tier (BEP 12). */
  announceTo(tiers: AnnouncersOptions['tiers']): void {
    const { totals } = this.#options;
    const before = totals();
    const all = announcersOf({
      ...this.#options,
      tiers,
      // A tracker counts from the first word on that it hears (BEP 3).
      totals: () => {
        const { uploaded, downloaded, left } = totals();
        return {
          uploaded: uploaded - before.uploaded,
          downloaded: downloaded - before.downloaded,
          left,
        };
      },
    });
    const farewell = Promise.all([this.#farewell, stopAll(this.#all)]);
    this.#all = all;
    this.start(farewell);
  }

  /** Ends without a word. */
  abandon(): void {
    this.#ended = true;
    for (const announcer of this.#all.values()) announcer.abandon();
  }

  /** Ends. Resolves once the trackers were told, or three seconds are over. Never rejects. */
  async stop(): Promise<void> {
    this.#ended = true;
    await Promise.all([this.#farewell, stopAll(this.#all)]);
  }
}

/** The same of a torrent that does not run. */
export function idleTrackers(
  hashes: InfoHashes,
  tiers: AnnouncersOptions['tiers'],
): NamedStatus[] {
  return swarmVersions(hashes).flatMap((version) =>
    tiers.flatMap((urls, tier) =>
      urls.flatMap((url) => {
        const statuses = trackerStatuses(new TrackerEntry(url, tier), false, () => false);
        return statuses.map((status) => ({ ...status, version }));
      }),
    ),
  );
}

function announcersOf(options: AnnouncersOptions): Map<SwarmVersion, Announcer> {
  const { hashes, peerId } = options.identity;
  return new Map(
    swarmVersions(hashes).map((version) => [
      version,
      new Announcer({
        ...options,
        peerId,
        infoHash: swarmName(hashes, version)!,
        found: (peers) => options.found(peers, version),
      }),
    ]),
  );
}

async function stopAll(announcers: ReadonlyMap<SwarmVersion, Announcer>): Promise<void> {
  await Promise.all([...announcers.values()].map((announcer) => announcer.stop()));
}
