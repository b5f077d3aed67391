import type { Endpoint } from '../bytes/endpoint.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { RillError } from '../errors/rill-error.ts';
import { type InfoHashes, swarmIds, torrentId } from '../metainfo/info-hash.ts';
import type { Metainfo } from '../metainfo/metainfo.ts';
import type { Acceptance, PeerConnection } from '../peer/peer-connection.ts';
import type { Folder, FolderRef } from '../ports/folders.ts';
import type { Handshake } from '../protocol/peer-wire/handshake.ts';
import type { FilePriority } from '../storage/file-ranks.ts';
import type { ResumeData } from '../storage/resume-data.ts';
import type { Selection } from '../storage/selection.ts';
import type { TorrentOptions } from '../storage/torrent-options.ts';
import type { TorrentStorage } from '../storage/torrent-storage.ts';
import { announceRun } from './announce-run.ts';
import type { Announcers } from './announcers.ts';
import { checkFiles } from './check-files.ts';
import { Contents } from './contents.ts';
import type { Identity } from './identity.ts';
import { knownError } from './known-error.ts';
import { LayerKeeper } from './layer-keeper.ts';
import { Progress } from './progress.ts';
import { refuseMove } from './refuse-move.ts';
import { Run } from './run.ts';
import { Saver } from './saver.ts';
import type { Checking, TorrentState } from './state.ts';
import type { TorrentContext } from './torrent-context.ts';
import { type MoveOptions, TorrentFiles } from './torrent-files.ts';
import { TorrentLimits } from './torrent-limits.ts';
import { Totals } from './totals.ts';

/** Peers given by hand, kept for the next run. */
const MOST_EXTRA = 1000;

/** One torrent: its life-cycle, and what outlives each state. */
export class Torrent {
  readonly id: string;
  /** All by which peers know it: `id` is the first. */
  readonly names: readonly string[];
  #metainfo: Metainfo;
  readonly #identity: Identity;
  readonly addedAt: number;
  readonly #context: TorrentContext;
  readonly #contents: Contents;
  readonly #saver: Saver;
  readonly #files: TorrentFiles;
  #selection: Selection;
  /** undefined until the files were looked at. */
  #progress: Progress | undefined;
  #options: TorrentOptions;
  readonly #limits: TorrentLimits;
  #paused: boolean;
  /** Whether the queue lets it run. */
  #admitted = false;
  #state: TorrentState = { kind: 'paused' };
  readonly #totals: Totals;
  #extraPeers: readonly Endpoint[] = [];
  #announcers: Announcers | undefined;
  /** Earlier states' leftovers being finished and closed; never rejects. */
  #ending: Promise<unknown> = Promise.resolve();
  readonly #layers: LayerKeeper;
  /** The trackers being told that we leave. */
  #farewell: Promise<void> = Promise.resolve();

  constructor(
    context: TorrentContext,
    metainfo: Metainfo,
    hashes: InfoHashes,
    data: ResumeData,
  ) {
    this.#context = context;
    this.#metainfo = metainfo;
    this.#identity = { hashes, peerId: context.peerId };
    this.id = torrentId(hashes);
    this.names = swarmIds(hashes);
    this.#contents = new Contents(metainfo, context.ports.hasher);
    this.#selection = this.#contents.select(data.unwanted, data.ranks);
    this.#progress = data.have && new Progress(this.#selection, data.have);
    this.#options = data.options;
    this.#paused = data.paused;
    this.addedAt = data.addedAt;
    this.#totals = new Totals(data, context.ports.clock);
    const { clock, log, folders } = context.ports;
    this.#limits = new TorrentLimits(context.limits, data.options, clock);
    const save = () => context.save(this, this.resumeData());
    const { pieces } = this.#contents;
    this.#files = new TorrentFiles(
      { id: this.id, metainfo, pieces, folders, save },
      data,
    );
    this.#layers = new LayerKeeper(
      this.#contents.trees,
      (layers) => context.learnedLayers(this, layers),
      (error) =>
        log.write('error', 'torrent', `cannot keep the hashes of pieces: ${error}`),
    );
    this.#saver = new Saver(clock, save, (error) =>
      log.write('error', 'torrent', `cannot save resume data: ${error}`),
    );
  }

  /** Its trackers and web seeds as they are now. */
  get metainfo(): Metainfo {
    return this.#metainfo;
  }

  get hashes(): InfoHashes {
    return this.#identity.hashes;
  }

  get state(): TorrentState {
    return this.#state;
  }

  get folder(): FolderRef {
    return this.#files.place.folder;
  }

  /** Which files are wanted. */
  get selection(): Selection {
    return this.#selection;
  }

  /** Whether everything that is wanted is verified and written. */
  get complete(): boolean {
    return this.#progress?.complete ?? false;
  }

  /** Of the files that are wanted, verified and written, bytes. */
  get doneBytes(): number {
    return this.#progress?.bytes ?? 0;
  }

  get downloaded(): number {
    return this.#totals.downloaded;
  }

  get uploaded(): number {
    return this.#totals.uploaded;
  }

  /** Milliseconds of sharing, having everything. */
  get seeded(): number {
    return this.#totals.seeded;
  }

  /** 0 when complete, though the meter remembers the last seconds. */
  get downRate(): number {
    if (this.complete) return 0;
    return this.#run?.down.rate(this.#context.ports.clock.now()) ?? 0;
  }

  get upRate(): number {
    return this.#run?.up.rate(this.#context.ports.clock.now()) ?? 0;
  }

  get peerCount(): number {
    return this.#run?.swarm.peers.size ?? 0;
  }

  /** What keeps the trackers from answering; undefined when one does, or none is asked. */
  get trackerError(): RillError | undefined {
    return this.#run && this.#announcers?.error;
  }

  resumeData(): ResumeData {
    return {
      ...this.#files.place,
      have: this.#progress?.have,
      unwanted: this.#selection.unwanted,
      ranks: this.#selection.ranks,
      options: this.#options,
      paused: this.#paused,
      addedAt: this.addedAt,
      downloaded: this.downloaded,
      uploaded: this.uploaded,
      seeded: Math.floor(this.seeded / 1000),
    };
  }

  /** Begins, unless the torrent is to stay paused. Call once. */
  start(): void {
    this.#saver.touch();
    const { movingTo } = this.#files.place;
    if (movingTo) this.#beginMove({ to: movingTo, target: undefined });
    else if (!this.#paused) this.#goOn();
  }

  pause(): void {
    this.#paused = true;
    this.#enter({ kind: 'paused' });
    this.#saver.touch();
  }

  /** Also tries again after an error. Harmless while it runs. */
  resume(): void {
    this.#paused = false;
    this.#saver.touch();
    if (this.#state.kind === 'paused' || this.#state.kind === 'error') this.#goOn();
  }

  /** Whether it runs, or would if the queue let it. */
  get queues(): boolean {
    const { kind } = this.#state;
    if (kind === 'checking') return this.#progress !== undefined;
    return kind === 'queued' || kind === 'running';
  }

  /** The queue has decided. Only while it `queues`. */
  admit(admitted: boolean): void {
    this.#admitted = admitted;
    const waits = this.#state.kind === 'queued';
    if (admitted && waits) this.#check();
    if (!admitted && !waits) this.#enter({ kind: 'queued' });
  }

  touch(): void {
    this.#saver.touch();
  }

  /**
   * These files come first, last, or not at all, from now on; what is had of any stays.
   * Leaving out files, or not any more, checks the files anew.
   */
  prioritise(files: readonly number[], priority: FilePriority): void {
    const before = this.#selection.unwanted;
    this.#selection = this.#selection.with(files, priority);
    this.#saver.touch();
    if (`${before}` === `${this.#selection.unwanted}`) {
      this.#progress?.ranked(this.#selection);
      this.#run?.rank();
      return;
    }
    const have = this.#progress?.have;
    this.#progress = have && new Progress(this.#selection, have);
    if (this.#state.kind === 'running' || this.#state.kind === 'checking') this.#check();
  }

  /** By tier (BEP 12), in place of those it has. */
  announceTo(trackers: Metainfo['trackers']): void {
    this.#metainfo = { ...this.#metainfo, trackers };
    if (this.#run) this.#announcers?.announceTo(trackers);
  }

  useWebSeeds(webSeeds: Metainfo['webSeeds']): void {
    this.#metainfo = { ...this.#metainfo, webSeeds };
    this.#run?.useWebSeeds(webSeeds);
  }

  get options(): TorrentOptions {
    return this.#options;
  }

  /** From now on, and after a restart. */
  setOptions(changes: Partial<TorrentOptions>): void {
    this.#options = { ...this.#options, ...changes };
    this.#run?.setSequential(this.#options.sequential);
    const { superSeeding } = changes;
    if (superSeeding !== undefined) this.#run?.setSuperSeeding(superSeeding);
    this.#limits.apply(this.#options);
    this.#saver.touch();
  }

  addPeers(peers: readonly Endpoint[]): void {
    this.#extraPeers = [...this.#extraPeers, ...peers].slice(-MOST_EXTRA);
    this.#run?.addPeers(peers, 'manual');
  }

  /** Throws ProtocolError when the torrent does not run. */
  accept(connection: () => PeerConnection, theirs: Handshake): Acceptance {
    if (!this.#run) throw new ProtocolError('wrong-info-hash', 'this torrent is paused');
    return this.#run.accept(connection, theirs);
  }

  /**
   * Goes on in another folder. What is there is copied along; when the old folder cannot be
   * opened any more, the new one is looked through instead.
   */
  async move(folder: FolderRef): Promise<void> {
    if (folder.id === this.folder.id) return;
    refuseMove(this.#state);
    const target = await this.#context.ports.folders.open(folder);
    try {
      refuseMove(this.#state);
    } catch (error) {
      await target.close();
      throw error;
    }
    this.#beginMove({ to: folder, target });
  }

  /** Ends for good. Rejects with StorageError when the files cannot be deleted. */
  async remove(deleteData: boolean): Promise<void> {
    this.#saver.stop();
    this.#enter({ kind: 'removed' });
    await this.#ending;
    await this.#saver.flush();
    if (deleteData) await this.#files.remove();
  }

  /** Ends until the next start of the program: everything is closed and saved. */
  async shutDown(): Promise<void> {
    this.#enter({ kind: 'paused' });
    await this.#ending;
    this.#saver.touch();
    await Promise.all([this.#saver.flush(), this.#farewell, this.#layers.done()]);
  }

  /** Writes what is not written of the resume data. */
  async save(): Promise<void> {
    await this.#saver.flush();
  }

  get #run(): Run | undefined {
    return this.#state.kind === 'running' ? this.#state.run : undefined;
  }

  /** Leaves the present state, taking down what it owns. */
  #enter(next: TorrentState): void {
    const last = this.#state;
    if (last.kind === 'removed') return;
    switch (last.kind) {
      case 'running':
        this.#totals.ended();
        this.#ending = Promise.all([this.#ending, last.end()]);
        break;
      case 'checking':
      case 'moving':
        last.aborter.abort();
        break;
      case 'paused':
      case 'queued':
      case 'error':
        break;
    }
    this.#state = next;
    this.#context.changed(this);
  }

  /** What was never looked at is, so that the queue knows what it is. */
  #goOn(): void {
    if (this.#progress) this.#enter({ kind: 'queued' });
    else this.#check();
  }

  #fail(error: unknown): void {
    if (this.#state.kind === 'removed') return;
    const known = knownError(error);
    this.#enter({ kind: 'error', error: known });
    this.#saver.touch();
    this.#context.failed(this, known);
  }

  #check(): void {
    const aborter = new AbortController();
    const state: Checking = { kind: 'checking', aborter, progress: 0, waiting: false };
    this.#enter(state);
    this.#ending = this.#runChecked(state, this.#ending);
  }

  /** `before`: what has to be finished first. */
  async #runChecked(state: Checking, before: Promise<unknown>): Promise<void> {
    let folder: Folder | undefined;
    try {
      await before;
      state.aborter.signal.throwIfAborted();
      folder = await this.#files.open();
      const selection = this.#selection;
      const storage = await this.#files.storage(folder, selection);
      await storage.settle(state.aborter.signal);
      const have = await checkFiles({
        ...this.#contents,
        storage,
        claimed: this.#progress?.have,
        progress: (fraction) => {
          state.progress = fraction;
        },
        turn: async () => {
          state.waiting = true;
          const end = await this.#context.checkTurn(this, state.aborter.signal);
          state.waiting = false;
          return end;
        },
        signal: state.aborter.signal,
      }).finally(() => this.#layers.keep());
      // Who only shares changes nothing in the folder, and perhaps cannot.
      if (!have.full) await storage.makeEmptyFiles();
      state.aborter.signal.throwIfAborted();
      this.#progress = new Progress(this.#selection, have);
      this.#saver.touch();
      this.#context.changed(this);
      if (this.#state === state && !this.#admitted) this.#enter({ kind: 'queued' });
      state.aborter.signal.throwIfAborted();
      this.#begin(folder, storage, this.#progress);
    } catch (error) {
      await folder?.close().catch(() => {});
      if (!state.aborter.signal.aborted) this.#fail(error);
    }
  }

  #begin(folder: Folder, storage: TorrentStorage, progress: Progress): void {
    const { ports, pool, cache } = this.#context;
    const { pieceLength, pieceCount, size } = this.metainfo;
    const run = new Run({
      clock: ports.clock,
      tcp: ports.tcp,
      https: ports.https,
      userAgent: this.#context.userAgent,
      webSeedConnections: this.#context.webSeedConnections,
      webSeeds: this.metainfo.webSeeds,
      identity: this.#identity,
      isPrivate: this.metainfo.isPrivate,
      budget: this.#context.peerBudget,
      info: this.metainfo.infoBytes,
      ...this.#contents,
      pieceLength,
      pieceCount,
      size,
      hasher: ports.hasher,
      progress,
      storage,
      pool,
      cache,
      limits: this.#limits,
      superSeeding: this.#options.superSeeding,
      uploadSlots: () => this.#context.uploadSlots(),
      random: (bound) => ports.random.integer(bound),
      listenPort: () => this.#context.listenPort(),
      learnedAll: () => this.#layers.keep(),
      had: () => this.#had(),
      failed: (error) => {
        if (this.#run === run) this.#fail(error);
      },
      dropped: (peer, reason) => this.#context.peerDropped(this, peer, reason),
    });
    const announcers = announceRun(this.#context, run, {
      identity: this.#identity,
      tiers: this.metainfo.trackers,
      left: () => this.#contents.left(this.#progress?.have),
      partialSeed: () => this.complete && !this.#progress?.have.full,
    });
    this.#announcers = announcers;
    const end = async () => {
      const stopped = run.stop();
      this.#farewell = announcers.stop();
      await stopped;
      await folder.close().catch(() => {});
    };
    this.#totals.began(run, this.complete);
    this.#enter({ kind: 'running', run, end });
    // The queue, or the end of its sharing, may have stopped it at once.
    if (this.#run !== run) return;
    run.setSequential(this.#options.sequential);
    run.addPeers(this.#extraPeers, 'manual');
    announcers.start();
  }

  #had(): void {
    this.#saver.touch();
    if (!this.complete || this.#state.kind === 'removed') return;
    this.#totals.completed();
    if (this.#progress?.have.full) this.#announcers?.completed();
    void this.#saver.flush();
    this.#context.completed(this);
    this.#context.changed(this);
  }

  #beginMove(options: Pick<MoveOptions, 'to' | 'target'>): void {
    const aborter = new AbortController();
    const state = { kind: 'moving' as const, aborter, progress: 0 };
    this.#enter(state);
    this.#ending = this.#move(state, options, this.#ending);
  }

  async #move(
    state: TorrentState & { kind: 'moving' },
    options: Pick<MoveOptions, 'to' | 'target'>,
    before: Promise<unknown>,
  ): Promise<void> {
    const { signal } = state.aborter;
    await before;
    try {
      await this.#files.move({
        ...options,
        progress: (fraction) => {
          state.progress = fraction;
        },
        lost: () => {
          this.#progress = undefined;
        },
        signal,
      });
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
    this.#saver.touch();
    if (this.#state !== state) return;
    if (this.#paused) this.#enter({ kind: 'paused' });
    else this.#goOn();
  }
}
