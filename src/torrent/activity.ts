import type { Endpoint } from '../bytes/endpoint.ts';
import type { Candidate } from '../peer/peer-list.ts';
import type { Folder } from '../ports/folders.ts';
import type { FileNames } from '../storage/rename-plan.ts';
import type { TorrentOptions } from '../storage/torrent-options.ts';
import type { TorrentStorage } from '../storage/torrent-storage.ts';
import { Discovery, type DiscoveryHost } from './discovery.ts';
import type { Handover } from './handover.ts';
import { Run } from './run.ts';
import type { RunOptions } from './run-options.ts';
import type { TorrentContext } from './torrent-context.ts';
import type { TorrentFiles } from './torrent-files.ts';

/** What a run gets of the session, not of its torrent. */
type Means =
  | ('clock' | 'tcp' | 'https' | 'hasher' | 'random' | 'pool' | 'cache' | 'budget')
  | ('userAgent' | 'listenPort' | 'uploadSlots' | 'webSeedConnections' | 'superSeeding')
  | 'pex';

/** What a torrent gives to its activity. */
export interface ActivityOptions
  extends Omit<RunOptions, Means | 'linked'>,
    Pick<DiscoveryHost, 'tiers' | 'nodes' | 'partialSeed'> {
  readonly context: TorrentContext;
  /** Closed in the end. */
  readonly folder: Folder;
  readonly options: TorrentOptions;
  /** Given by hand. */
  readonly extraPeers: readonly Endpoint[];
  /** Found by its link. */
  readonly met: readonly Candidate[];
  /** What its link leaves it. */
  readonly handover: Handover | undefined;
  /** Bytes of all files, wanted or not, that are lacking. */
  left(): number;
}

/** A torrent at work: what trades with peers, and what finds them. */
export class Activity {
  readonly run: Run;
  readonly discovery: Discovery;
  readonly #folder: Folder;
  readonly #storage: TorrentStorage;
  /** Of its files; never rejects. */
  #renaming: Promise<unknown> = Promise.resolve();
  readonly #options: TorrentOptions;
  readonly #extraPeers: readonly Endpoint[];
  readonly #met: readonly Candidate[];
  /** Finds peers already. */
  readonly #isFinding: boolean;

  constructor({
    context,
    folder,
    options,
    extraPeers,
    met,
    handover,
    ...torrent
  }: ActivityOptions) {
    this.#folder = folder;
    this.#storage = torrent.storage;
    this.#options = options;
    this.#extraPeers = extraPeers;
    this.#met = met;
    this.#isFinding = handover !== undefined;
    const { ports } = context;
    const run = new Run({
      ...torrent,
      linked: handover?.peers,
      clock: ports.clock,
      tcp: ports.tcp,
      https: ports.https,
      hasher: ports.hasher,
      userAgent: context.userAgent,
      webSeedConnections: context.webSeedConnections,
      budget: context.peerBudget,
      pool: context.pool,
      cache: context.cache,
      superSeeding: options.superSeeding,
      uploadSlots: () => context.uploadSlots(),
      pex: () => context.pex(),
      random: (bound) => ports.random.integer(bound),
      listenPort: () => context.listenPort(),
    });
    this.run = run;
    const finding = {
      ...torrent,
      context,
      swarm: run.swarm,
      reach: () => context.announceTo(),
      totals: () => ({
        uploaded: run.up.total,
        downloaded: run.down.total,
        left: torrent.left(),
      }),
      seed: () => torrent.progress.have.full,
      needsPeers: () => !torrent.progress.complete && run.swarm.peers.size === 0,
      found: (...found) => run.addPeers(...found),
    } satisfies DiscoveryHost;
    this.discovery = handover?.discovery ?? new Discovery(finding);
    handover?.discovery.turnTo(finding);
  }

  /** `farewell`: the trackers being told of an earlier end. Never rejects. */
  start(farewell: Promise<unknown>): void {
    this.run.setSequential(this.#options.sequential);
    this.run.addPeers(this.#extraPeers, 'manual');
    this.run.swarm.meet(this.#met);
    if (!this.#isFinding) this.discovery.start(farewell);
  }

  /** Gives files other names while it goes on. Rejects as TorrentFiles.rename does. */
  rename(files: TorrentFiles, plan: FileNames): Promise<void> {
    const renaming = this.#storage.rename(
      () => files.rename(this.#folder, plan),
      () => files.layout,
    );
    this.#renaming = renaming.catch(() => {});
    return renaming;
  }

  /**
   * Ends. `closed` resolves once nothing of it is left here, `farewell` once the trackers
   * know.
   */
  end(): { readonly closed: Promise<void>; readonly farewell: Promise<void> } {
    const stopped = this.run.stop();
    const farewell = this.discovery.stop();
    const close = async () => {
      await Promise.all([stopped, this.#renaming]);
      await this.#folder.close().catch(() => {});
    };
    return { closed: close(), farewell };
  }
}
