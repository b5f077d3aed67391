import type { RillError } from '../errors/rill-error.ts';
import type { Folder, FolderRef } from '../ports/folders.ts';
import { Activity } from './activity.ts';
import type { Contents } from './contents.ts';
import type { Holding } from './holding.ts';
import type { Identity } from './identity.ts';
import type { Inheritance } from './inheritance.ts';
import type { KnownPeers } from './known-peers.ts';
import type { LayerKeeper } from './layer-keeper.ts';
import type { LifeCycleHost } from './life-cycle.ts';
import { type Checked, openChecked } from './open-checked.ts';
import type { Saver } from './saver.ts';
import type { Checking, Moving } from './state.ts';
import type { Torrent } from './torrent.ts';
import type { TorrentContext } from './torrent-context.ts';
import type { TorrentLimits } from './torrent-limits.ts';
import type { Totals } from './totals.ts';

/** What outlives each state of a torrent; shared with it. */
export interface StagesOptions {
  readonly context: TorrentContext;
  readonly torrent: Torrent;
  readonly identity: Identity;
  readonly contents: Contents;
  readonly holding: Holding;
  readonly known: KnownPeers;
  readonly inheritance: Inheritance;
  readonly layers: LayerKeeper;
  readonly limits: TorrentLimits;
  readonly totals: Totals;
  readonly saver: Saver;
  /** While it runs. */
  activity(): Activity | undefined;
}

/** Makes what each state of a torrent consists of, and tells the session what comes of it. */
export class Stages implements LifeCycleHost<Checked> {
  readonly #options: StagesOptions;

  constructor(options: StagesOptions) {
    this.#options = options;
  }

  looked(): boolean {
    return this.#options.holding.have !== undefined;
  }

  async open(checking: Checking): Promise<Checked> {
    const { context, torrent, contents, holding, layers, saver } = this.#options;
    const { signal } = checking.aborter;
    const checked = await openChecked({
      ...contents,
      files: torrent.files,
      selection: holding.selection,
      claimed: holding.have,
      checking,
      turn: () => context.checkTurn(torrent, signal),
    }).finally(() => layers.keep());
    holding.found(checked.have);
    const { count: have, length: pieces } = checked.have;
    context.happened(torrent.id, { kind: 'checked', have, pieces });
    saver.touch();
    return checked;
  }

  activity({ folder, storage }: Checked, failed: (error: unknown) => void): Activity {
    const { context, torrent, identity, contents, holding, known } = this.#options;
    const { inheritance, layers, limits } = this.#options;
    const { metainfo, options } = torrent;
    const { pieceLength, pieceCount, size, webSeeds, isPrivate } = metainfo;
    const progress = holding.progress!;
    // They were told that we have nothing.
    if (progress.have.count > 0) inheritance.decline();
    const handover = inheritance.take();
    return new Activity({
      met: known.takeMet(),
      handover,
      context,
      folder,
      storage,
      progress,
      identity,
      ...contents,
      ...{ pieceLength, pieceCount, size, webSeeds, isPrivate },
      info: metainfo.infoBytes,
      tiers: metainfo.trackers,
      nodes: metainfo.nodes,
      options,
      extraPeers: known.extra,
      limits,
      left: () => contents.left(progress.have),
      partialSeed: () => holding.complete && !progress.have.full,
      learnedAll: () => layers.keep(),
      had: () => this.#had(),
      lost: (pieces) => this.#lost(pieces),
      turn: (signal) => context.checkTurn(torrent, signal),
      failed,
      happened: (event) => context.happened(torrent.id, event),
      dropped: (peer, reason) => context.peerDropped(torrent, peer, reason),
    });
  }

  began({ run }: Activity): void {
    const { totals, holding } = this.#options;
    totals.began(run, holding.complete);
  }

  ended(): void {
    this.#options.totals.ended();
  }

  openFolder(folder: FolderRef): Promise<Folder> {
    return this.#options.context.ports.folders.open(folder);
  }

  async move(moving: Moving, to: FolderRef, target: Folder | undefined): Promise<void> {
    const { context, torrent, holding } = this.#options;
    await torrent.files.move({
      to,
      target,
      progress: (fraction) => {
        moving.progress = fraction;
      },
      lost: () => holding.forget(),
      signal: moving.aborter.signal,
    });
    context.happened(torrent.id, { kind: 'moved' });
  }

  changed(): void {
    const { context, torrent, inheritance } = this.#options;
    // Where it begins it took that before.
    if (torrent.state.kind !== 'checking') inheritance.decline();
    context.changed(torrent);
  }

  touch(): void {
    this.#options.saver.touch();
  }

  failed(error: RillError): void {
    const { context, torrent } = this.#options;
    context.failed(torrent, error);
  }

  #had(): void {
    const { context, torrent, holding, totals, saver, activity } = this.#options;
    saver.touch();
    if (!holding.complete || torrent.state.kind === 'removed') return;
    totals.finished();
    if (holding.have?.full) activity()?.discovery.completed();
    void saver.flush();
    context.completed(torrent);
    context.changed(torrent);
  }

  #lost(pieces: readonly number[]): void {
    const { context, torrent, holding, totals, saver } = this.#options;
    context.happened(torrent.id, { kind: 'pieces-lost', pieces: pieces.length });
    if (!holding.complete) totals.lacking();
    saver.touch();
    context.changed(torrent);
  }
}
