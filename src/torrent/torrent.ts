import type { Bitfield } from '../bytes/bitfield.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { RillError } from '../errors/rill-error.ts';
import { type InfoHashes, swarmIds, torrentId } from '../metainfo/info-hash.ts';
import type { Metainfo } from '../metainfo/metainfo.ts';
import type { Acceptance, PeerConnection } from '../peer/peer-connection.ts';
import type { Candidate } from '../peer/peer-list.ts';
import type { FolderRef } from '../ports/folders.ts';
import type { Handshake } from '../protocol/peer-wire/handshake.ts';
import type { FilePriority } from '../storage/file-ranks.ts';
import type { ResumeData } from '../storage/resume-data.ts';
import type { Selection } from '../storage/selection.ts';
import type { TorrentOptions } from '../storage/torrent-options.ts';
import { idleTrackers, type NamedStatus } from './announcers.ts';
import type { Availability } from './availability.ts';
import { Contents } from './contents.ts';
import type { Handover } from './handover.ts';
import { Holding } from './holding.ts';
import type { Identity } from './identity.ts';
import { Inheritance } from './inheritance.ts';
import { KnownPeers } from './known-peers.ts';
import { LayerKeeper } from './layer-keeper.ts';
import { LifeCycle } from './life-cycle.ts';
import { Naming } from './naming.ts';
import type { Checked } from './open-checked.ts';
import type { Run } from './run.ts';
import { Saver } from './saver.ts';
import { Stages } from './stages.ts';
import type { TorrentState } from './state.ts';
import type { Swarm } from './swarm.ts';
import type { TorrentContext } from './torrent-context.ts';
import { TorrentFiles } from './torrent-files.ts';
import { TorrentLimits } from './torrent-limits.ts';
import { Totals } from './totals.ts';

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
  readonly files: TorrentFiles;
  readonly naming: Naming;
  readonly #holding: Holding;
  #options: TorrentOptions;
  readonly #limits: TorrentLimits;
  readonly #life: LifeCycle<Checked>;
  readonly totals: Totals;
  readonly #known = new KnownPeers();
  readonly #inheritance: Inheritance;
  readonly #layers: LayerKeeper;

  constructor(
    context: TorrentContext,
    metainfo: Metainfo,
    hashes: InfoHashes,
    data: ResumeData,
  ) {
    this.#context = context;
    this.#metainfo = metainfo;
    const { peerId, dht } = context;
    this.#identity = { hashes, peerId, dht: metainfo.isPrivate ? undefined : dht };
    this.id = torrentId(hashes);
    this.names = swarmIds(hashes);
    this.#contents = new Contents(metainfo, context.ports.hasher);
    this.#holding = new Holding(this.#contents, data);
    this.#options = data.options;
    this.addedAt = data.addedAt;
    this.totals = new Totals(data, context.ports.clock);
    const { clock, log, folders } = context.ports;
    this.#limits = new TorrentLimits(context.limits, data.options, clock);
    const save = () => context.save(this, this.resumeData());
    const { pieces } = this.#contents;
    this.files = new TorrentFiles({ id: this.id, metainfo, pieces, folders, save }, data);
    this.#layers = new LayerKeeper(
      this.#contents.trees,
      (layers) => context.learnedLayers(this, layers),
      (error) =>
        log.write('error', 'torrent', `cannot keep the hashes of pieces: ${error}`),
    );
    this.#saver = new Saver(clock, save, (error) =>
      log.write('error', 'torrent', `cannot save resume data: ${error}`),
    );
    this.#inheritance = new Inheritance(clock, (handover) => {
      this.meet(handover.candidates);
      this.#life.waitFor(handover.end());
    });
    const stages = new Stages({
      context,
      torrent: this,
      identity: this.#identity,
      contents: this.#contents,
      holding: this.#holding,
      known: this.#known,
      inheritance: this.#inheritance,
      layers: this.#layers,
      limits: this.#limits,
      totals: this.totals,
      saver: this.#saver,
      activity: () => this.#life.activity,
    });
    this.#life = new LifeCycle(stages, data.paused);
    this.naming = new Naming(this.files, this.#life, data.title);
  }

  /** Its trackers and web seeds as they are now. */
  get metainfo(): Metainfo {
    return this.#metainfo;
  }

  /** For a person. */
  get name(): string {
    return this.naming.title ?? this.#metainfo.name;
  }

  get hashes(): InfoHashes {
    return this.#identity.hashes;
  }

  get state(): TorrentState {
    return this.#life.state;
  }

  get folder(): FolderRef {
    return this.files.place.folder;
  }

  /** Which files are wanted. */
  get selection(): Selection {
    return this.#holding.selection;
  }

  /** What is verified and written; undefined until its files were looked at. Only to be read. */
  get have(): Bitfield | undefined {
    return this.#holding.have;
  }

  /** How often its pieces are there, while it runs. */
  get availability(): Availability | undefined {
    return this.#run?.availability;
  }

  /** Whether everything that is wanted is verified and written. */
  get complete(): boolean {
    return this.#holding.complete;
  }

  /** Of the files that are wanted, verified and written, bytes. */
  get doneBytes(): number {
    return this.#holding.bytes;
  }

  get downloaded(): number {
    return this.totals.downloaded;
  }

  get uploaded(): number {
    return this.totals.uploaded;
  }

  /** Milliseconds of sharing, having everything. */
  get seeded(): number {
    return this.totals.seeded;
  }

  /** 0 when complete, though the meter remembers the last seconds. */
  get downRate(): number {
    if (this.complete) return 0;
    return this.#run?.down.rate(this.#context.ports.clock.now()) ?? 0;
  }

  get upRate(): number {
    return this.#run?.up.rate(this.#context.ports.clock.now()) ?? 0;
  }

  /** Its peers, while it runs. */
  get swarm(): Swarm | undefined {
    return this.#run?.swarm;
  }

  /** What keeps the trackers from answering; undefined when one does, or none is asked. */
  get trackerError(): RillError | undefined {
    return this.#life.activity?.discovery.trackerError;
  }

  /** Its trackers (BEP 12). */
  get tiers(): Metainfo['trackers'] {
    return this.#metainfo.trackers;
  }

  /** How it stands with each tracker. */
  get trackers(): NamedStatus[] {
    const { discovery } = this.#life.activity ?? {};
    return discovery?.trackers ?? idleTrackers(this.hashes, this.tiers);
  }

  /** Asks the trackers for peers, as soon as each allows it, while it runs. */
  announce(): void {
    this.#life.activity?.discovery.announce();
  }

  /** We listen on another port: everyone is told, while it runs. */
  moved(): void {
    this.#life.activity?.discovery.moved();
  }

  /** Resolves once the trackers know that it does not run any more. Never rejects. */
  get farewell(): Promise<void> {
    return this.#life.farewell;
  }

  resumeData(): ResumeData {
    return {
      ...this.files.place,
      title: this.naming.title,
      have: this.have,
      unwanted: this.selection.unwanted,
      ranks: this.selection.ranks,
      options: this.#options,
      paused: this.#life.paused,
      addedAt: this.addedAt,
      completedAt: this.totals.completedAt,
      downloaded: this.downloaded,
      uploaded: this.uploaded,
      seeded: Math.floor(this.seeded / 1000),
    };
  }

  /**
   * Begins, unless the torrent is to stay paused. Call once. `farewell`: the trackers being
   * told of the same torrent, which was here before. Never rejects.
   */
  start(farewell?: Promise<void>): void {
    this.#saver.touch();
    this.#life.start(this.files.place.movingTo, farewell);
  }

  pause(): void {
    this.#life.pause();
    this.#saver.touch();
  }

  /** Also tries again after an error. Harmless while it runs. */
  resume(): void {
    this.#saver.touch();
    this.#life.resume();
  }

  /** Whether it runs, or would if the queue let it. */
  get queues(): boolean {
    return this.#life.queues;
  }

  /** The queue has decided. Only while it `queues`. */
  admit(admitted: boolean): void {
    this.#life.admit(admitted);
  }

  touch(): void {
    this.#saver.touch();
  }

  /**
   * These files come first, last, or not at all, from now on; what is had of any stays, and
   * so do the peers.
   */
  prioritise(files: readonly number[], priority: FilePriority): void {
    const before = this.selection.unwanted;
    this.#holding.prioritise(files, priority);
    this.#saver.touch();
    if (this.#run) {
      this.#run.select(this.selection);
      if (!this.complete) this.totals.lacking();
      else this.totals.completed();
      return this.#context.changed(this);
    }
    this.#holding.progress?.select(this.selection);
    if (`${before}` !== `${this.selection.unwanted}`) this.#life.checkAgain();
  }

  /**
   * Reads and hashes all that is there; peers stay, and what is wrong is fetched again. What
   * is paused is looked at when it goes on.
   */
  recheck(): void {
    if (this.#run) return this.#run.check();
    this.#holding.forget();
    this.#saver.touch();
    this.#life.lookAgain();
  }

  /** How far that is while it runs, 0 to 1; undefined: it is not under way. */
  get rechecked(): number | undefined {
    return this.#run?.checked;
  }

  /** By tier (BEP 12), in place of those it has. */
  announceTo(trackers: Metainfo['trackers']): void {
    this.#metainfo = { ...this.#metainfo, trackers };
    this.#life.activity?.discovery.announceTo(trackers);
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
    this.#known.add(peers);
    this.#run?.addPeers(peers, 'manual');
  }

  /** Peers that its link found. */
  meet(peers: readonly Candidate[]): void {
    if (this.#run) this.#run.swarm.meet(peers);
    else this.#known.meet(peers);
  }

  /** What its link leaves it, right after the start: it goes on with that, if it can. */
  inherit(handover: Handover): void {
    this.#inheritance.keep(handover);
    const suits = handover.suits(this.hashes, this.metainfo.isPrivate);
    if (!suits || this.state.kind !== 'checking') this.#inheritance.decline();
  }

  /** Throws ProtocolError when the torrent does not run. */
  accept(connection: () => PeerConnection, theirs: Handshake): Acceptance {
    const swarm = this.#run?.swarm ?? this.#inheritance.waiting?.peers.swarm;
    if (!swarm) throw new ProtocolError('wrong-info-hash', 'this torrent is paused');
    return swarm.accept(connection, theirs);
  }

  /** Its files are there, or are to be; nothing is copied. Only before they were looked at. */
  place(folder: FolderRef): Promise<void> {
    return this.files.settle(folder);
  }

  /**
   * Goes on in another folder. What is there is copied along; when the old folder cannot be
   * opened any more, the new one is looked through instead.
   */
  async move(folder: FolderRef): Promise<void> {
    if (folder.id === this.folder.id) return;
    await this.#life.move(folder);
  }

  /** Ends for good, what there is to know of it being on record. Never rejects. */
  async takeOut(): Promise<void> {
    await this.#life.remove();
    this.#saver.touch();
    await Promise.all([this.#saver.flush(), this.#layers.done()]);
    this.#saver.stop();
  }

  /** Ends for good. Rejects with StorageError when the files cannot be deleted. */
  async remove(deleteData: boolean): Promise<void> {
    this.#saver.stop();
    await this.#life.remove();
    await this.#saver.flush();
    if (deleteData) await this.files.remove();
  }

  /** Ends until the next start of the program: everything is closed and saved. */
  async shutDown(): Promise<void> {
    await this.#life.shutDown();
    this.#saver.touch();
    const { farewell } = this.#life;
    await Promise.all([this.#saver.flush(), farewell, this.#layers.done()]);
  }

  /** Writes what is not written of the resume data. */
  async save(): Promise<void> {
    await this.#saver.flush();
  }

  get #run(): Run | undefined {
    return this.#life.activity?.run;
  }
}
