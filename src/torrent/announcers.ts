import type { Endpoint } from '../bytes/endpoint.ts';
import type { RillError } from '../errors/rill-error.ts';
import { type SwarmVersion, swarmName, swarmVersions } from '../metainfo/info-hash.ts';
import { Announcer, type AnnouncerOptions } from '../tracker/announcer.ts';
import type { Identity } from './identity.ts';

export interface AnnouncersOptions
  extends Omit<AnnouncerOptions, 'infoHash' | 'peerId' | 'found'> {
  readonly identity: Identity;
  /** `version`: the swarm they are in. */
  found(peers: readonly Endpoint[], version: SwarmVersion): void;
}

/** Announces a torrent under each of its names: to a tracker they are torrents apart. */
export class Announcers {
  readonly #all: readonly Announcer[];

  constructor(options: AnnouncersOptions) {
    const { hashes, peerId } = options.identity;
    this.#all = swarmVersions(hashes).map(
      (version) =>
        new Announcer({
          ...options,
          peerId,
          infoHash: swarmName(hashes, version)!,
          found: (peers) => options.found(peers, version),
        }),
    );
  }

  /** Why no tracker answers under any name; undefined while one does, or none was asked. */
  get error(): RillError | undefined {
    const errors = this.#all.map(({ error }) => error);
    return errors.every((error) => error !== undefined) ? errors[0] : undefined;
  }

  start(): void {
    for (const announcer of this.#all) announcer.start();
  }

  /** The download is complete: the trackers are told at once. */
  completed(): void {
    for (const announcer of this.#all) announcer.completed();
  }

  /** Ends without a word. */
  abandon(): void {
    for (const announcer of this.#all) announcer.abandon();
  }

  /** Ends. Resolves once the trackers were told, or three seconds are over. Never rejects. */
  async stop(): Promise<void> {
    await Promise.all(this.#all.map((announcer) => announcer.stop()));
  }
}
