import type { Endpoint } from '../bytes/endpoint.ts';
import type { ProtocolError } from '../errors/protocol-error.ts';
import { type SwarmVersion, swarmName, swarmVersions } from '../metainfo/info-hash.ts';
import type { PeerConnection, PeerSink } from '../peer/peer-connection.ts';
import type { PeerSource } from '../peer/peer-source.ts';
import { PiecePicker, RANK } from '../picker/piece-picker.ts';
import type { Timer } from '../ports/clock.ts';
import type { Handshake } from '../protocol/peer-wire/handshake.ts';
import { SpeedMeter } from '../rate/speed-meter.ts';
import type { CachedReads } from '../storage/read-cache.ts';
import type { Selection } from '../storage/selection.ts';
import { WriteQueue } from '../storage/write-queue.ts';
import type { WebSeeds } from '../webseed/web-seeds.ts';
import { type Availability, availability } from './availability.ts';
import { Blame } from './blame.ts';
import { Download } from './download.ts';
import { FastPieces } from './fast-pieces.ts';
import { HashTrade } from './hash-trade.ts';
import { Haves } from './haves.ts';
import { Interest } from './interest.ts';
import { Introductions } from './introductions.ts';
import { repeatHeard } from './linked-peers.ts';
import { Losses } from './losses.ts';
import { PeerExchange } from './peer-exchange.ts';
import { PeerMessages } from './peer-messages.ts';
import { PeerPieces } from './peer-pieces.ts';
import type { RemotePeer } from './remote-peer.ts';
import { Reselection } from './reselection.ts';
import { Reveals } from './reveals.ts';
import type { RunOptions } from './run-options.ts';
import { Swarm, type SwarmHost } from './swarm.ts';
import { tellLost } from './tell-lost.ts';
import { Upload } from './upload.ts';
import { webSources } from './web-sources.ts';

const TICK = 1000;
/** So many are chosen at random: a newcomer soon has something to give. */
const FIRST_PIECES = 4;

/**
 * A torrent while it runs: peers come and go, pieces come in and go out. It ends with
 * stop(), and once that resolves nothing of it is left: no socket, no timer, no buffer, no
 * read or write.
 */
export class Run {
  readonly swarm: Swarm;
  readonly down = new SpeedMeter();
  readonly #options: RunOptions;
  readonly #picker: PiecePicker;
  readonly #download: Download;
  readonly #writes: WriteQueue;
  readonly #upload: Upload;
  readonly #peerPieces: PeerPieces;
  readonly #fast: FastPieces;
  readonly #interest: Interest;
  readonly #messages: PeerMessages;
  readonly #haves = new Haves(() => this.swarm.peers);
  readonly #reveals: Reveals;
  readonly #reads: CachedReads;
  readonly #hashes: HashTrade;
  readonly #webSeeds: WebSeeds;
  readonly #exchange: PeerExchange;
  readonly #reselection: Reselection;
  readonly #losses: Losses;
  readonly #introductions: Introductions;
  #timer: Timer;

  constructor(options: RunOptions) {
    this.#options = options;
    const { progress, pieceCount, storage, size, pieceLength, pieces } = options;
    const { hashes } = options.identity;
    const random = (bound: number) => options.random(bound);
    this.#picker = new PiecePicker({
      pieceCount,
      wanted: (piece) => this.#mayBegin(piece),
      rank: (piece) => RANK[progress.rank(piece)],
      random,
    });
    this.#peerPieces = new PeerPieces(this.#picker);
    this.#picker.randomFirst = progress.have.count < FIRST_PIECES;
    const { linked } = options;
    const host: SwarmHost = {
      ...options,
      maxBitfield: Math.ceil(pieceCount / 8),
      joined: (peer) => this.#joined(peer),
      left: (peer) => this.#left(peer),
      tried: (endpoint, answered) => this.#exchange.tried(endpoint, answered),
    };
    this.swarm = linked?.swarm ?? new Swarm(host);
    const gossip = {
      ...options,
      swarm: this.swarm,
      pex: () => options.pex(),
      listenPort: () => options.listenPort(),
      complete: () => progress.complete,
    };
    this.#exchange = linked?.exchange ?? new PeerExchange(gossip);
    this.#introductions = new Introductions(options, this.#exchange);
    const shared = {
      peers: () => this.swarm.peers,
      failed: (error: unknown) => options.failed(error),
    };
    const ban = (peer: RemotePeer, reason: ProtocolError) => this.swarm.ban(peer, reason);
    const blame = new Blame({
      hasher: options.hasher,
      blockHashes: (piece) => this.#hashes.blockHashes(piece),
      ban,
    });
    this.#writes = new WriteQueue(storage, options.clock);
    this.#download = new Download(
      {
        ...shared,
        limit: options.limits.down,
        pieceSize: (piece) => pieces.size(piece),
        begins: (piece) => {
          if (progress.have.count >= FIRST_PIECES) return;
          storage.prepare(pieces.offset(piece), pieces.size(piece));
        },
        verify: (piece, bytes) => options.verifier.verify(piece, bytes),
        // The first ones soon: then there is something to give.
        store: (piece, bytes) =>
          this.#writes.add(
            pieces.offset(piece),
            bytes,
            progress.have.count < FIRST_PIECES,
          ),
        had: (piece) => this.#had(piece),
        wanted: (piece) => progress.wants(piece) && storage.keeps(piece),
        dropped: (piece) => this.#picker.release(piece),
        wrongBlocks: (piece, bytes) => blame.wrongBlocks(piece, bytes),
        suspected: (piece, bytes, senders) => blame.suspected(piece, bytes, senders),
        cleared: (piece, bytes) => blame.cleared(piece, bytes),
        duplicate: (bytes) => options.happened({ kind: 'duplicate', bytes }),
        wrong: (piece, culprits, bytes) => {
          options.happened({ kind: 'piece-wrong', piece, bytes });
          blame.wrong(piece, culprits);
          this.#download.fillAll();
        },
      },
      this.#picker,
      options.pool,
      pieceCount,
    );
    this.#reselection = new Reselection({
      ...{ progress, storage, writes: this.#writes },
      picker: this.#picker,
      download: this.#download,
      placed: () => this.#lookAround(),
      failed: (error) => options.failed(error),
    });
    this.#losses = new Losses({
      ...options,
      lost: (lost) => this.#lost(lost),
    });
    this.#interest = new Interest({
      download: this.#download,
      progress,
      leave: (peer) => this.swarm.leave(peer),
    });
    this.#reads = options.cache.open(storage, pieceLength, size);
    this.#upload = new Upload({
      ...shared,
      limit: options.limits.up,
      have: progress.have,
      random,
      slots: () => options.uploadSlots(),
      span: (piece) => pieces.span(piece),
      read: (piece, begin, length) =>
        this.#losses.orLost(piece, this.#reads.read(piece, begin, length)),
    });
    const { clock, superSeeding } = options;
    this.#reveals = new Reveals({ clock, have: progress.have, random }, superSeeding);
    this.#fast = new FastPieces({
      ...shared,
      hasher: options.hasher,
      infoHash: swarmName(hashes, swarmVersions(hashes)[0]!)!,
      have: progress.have,
      span: (piece) => pieces.span(piece),
    });
    this.#hashes = new HashTrade({
      ...options,
      ...shared,
      read: (piece) => this.#losses.read(piece),
      ban,
      learned: (learned) => this.#learned(learned),
    });
    this.#messages = new PeerMessages({
      info: options.info,
      swarm: this.swarm,
      interest: this.#interest,
      download: this.#download,
      upload: this.#upload,
      peerPieces: this.#peerPieces,
      fast: this.#fast,
      reveals: this.#reveals,
      hashes: this.#hashes,
      exchange: this.#exchange,
      mayBegin: (piece) => this.#mayBegin(piece),
    });
    this.#webSeeds = webSources(options, this.#download.lending, this.swarm, this.down);
    this.#timer = options.clock.timer(TICK, () => this.#tick());
    this.#webSeeds.use(options.webSeeds);
    if (!linked) return;
    linked.exchange.turnTo(gossip);
    linked.swarm.turnTo(host, (peer) => this.#trade(peer));
    repeatHeard(linked, (peer, message) => this.#messages.take(peer, message));
    this.#download.fillAll();
  }

  /** Pieces from the first to the last, or the rarest first. */
  setSequential(sequential: boolean): void {
    this.#picker.sequential = sequential;
  }

  /** Other files are wanted from now on, or the same ones in another order. */
  select(selection: Selection): void {
    this.#reselection.select(selection);
    this.#lookAround();
  }

  /** Reads and hashes all that is had; what is wrong is fetched again. */
  check(): void {
    this.#losses.check();
  }

  /** How far that is, 0 to 1; undefined: it is not under way. */
  get checked(): number | undefined {
    return this.#losses.checked;
  }

  /** How often the pieces are there, with those connected. */
  get availability(): Availability {
    let seeds = 0;
    for (const { counted, has } of this.swarm.peers) if (!counted && has.full) seeds++;
    const { have } = this.#options.progress;
    return availability(have, (piece) => seeds + this.#picker.availability(piece));
  }

  get up(): SpeedMeter {
    return this.#upload.meter;
  }

  /** `version`: the swarm they were found in, if any. */
  addPeers(
    endpoints: Iterable<Endpoint>,
    source: PeerSource,
    version?: SwarmVersion,
  ): void {
    this.swarm.add(endpoints, source, version);
  }

  /** These from now on. */
  useWebSeeds(addresses: readonly string[]): void {
    this.#webSeeds.use(addresses);
  }

  setSuperSeeding(on: boolean): void {
    this.#reveals.set(on);
  }

  accept(connection: () => PeerConnection, theirs: Handshake) {
    return this.swarm.accept(connection, theirs);
  }

  /** Peers are gone at once; resolves when pieces on their way into files are there. */
  async stop(): Promise<void> {
    this.#timer.cancel();
    this.#writes.hurry();
    this.#webSeeds.stop();
    const leftovers = [
      this.#download.stop(),
      this.#upload.stop(),
      this.#hashes.stop(),
      this.#reselection.stop(),
      this.#losses.stop(),
    ];
    this.swarm.stop();
    await Promise.all(leftovers);
    this.#reads.close();
  }

  #tick(): void {
    const now = this.#options.clock.now();
    this.#timer = this.#options.clock.timer(TICK, () => this.#tick());
    const overhead = { down: 0, up: 0 };
    for (const peer of this.swarm.peers) {
      this.#interest.update(peer);
      peer.countOverhead(overhead);
    }
    if (overhead.down > 0 || overhead.up > 0) {
      this.#options.happened({ kind: 'overhead', ...overhead });
    }
    this.#download.tick();
    this.#webSeeds.tick();
    this.#hashes.tick();
    this.#reveals.tick();
    this.#upload.tick(now, this.#options.progress.complete);
    this.#exchange.tick();
    this.swarm.tick();
  }

  #joined(peer: RemotePeer): Omit<PeerSink, 'closed'> {
    this.#reveals.joined(peer);
    return this.#trade(peer);
  }

  /** It knows what we have. */
  #trade(peer: RemotePeer): Omit<PeerSink, 'closed'> {
    const { clock } = this.#options;
    this.#download.joined(peer);
    this.#upload.joined(peer);
    this.#introductions.introduce(peer);
    return {
      message: (message) => this.#messages.take(peer, message),
      beginBlock: (piece, begin, length) =>
        this.#download.beginBlock(peer, piece, begin, length),
      endBlock: (piece, begin, length) => {
        this.#download.endBlock(peer, piece, begin, length);
        const now = clock.now();
        this.down.add(length, now);
        const pause = peer.downFlow.arrived(length, now);
        if (pause > 0) peer.connection.hold(pause);
      },
      received: () => this.#download.fill(peer),
      drained: () => void this.#upload.serve(peer),
    };
  }

  #left(peer: RemotePeer): void {
    this.#peerPieces.left(peer);
    this.#download.release(peer);
    peer.downFlow.close();
    peer.upFlow.close();
    this.#reveals.left(peer);
    this.#hashes.left(peer);
    this.#download.fillAll();
  }

  #had(piece: number): void {
    const { progress } = this.#options;
    progress.add(piece);
    this.#picker.randomFirst = progress.have.count < FIRST_PIECES;
    this.#haves.add(piece);
    if (progress.complete) {
      this.#haves.tell();
      for (const peer of this.swarm.peers) this.#interest.set(peer, false);
    }
    this.#options.had(piece);
    if (progress.complete) this.#tellAll();
  }

  /** It was had, and has to be fetched again, if it is wanted. */
  #lost(pieces: readonly number[]): void {
    const { progress } = this.#options;
    this.#haves.tell();
    for (const piece of pieces) {
      progress.remove(piece);
      this.#reads.forget(piece);
      this.#picker.release(piece);
    }
    this.#reveals.lost();
    for (const peer of this.swarm.peers) tellLost(peer, pieces);
    this.#options.lost(pieces);
    this.#lookAround();
  }

  /** What is wanted, or had, is not what it was. */
  #lookAround(): void {
    for (const peer of this.swarm.peers) this.#interest.update(peer);
    if (!this.#introductions.upToDate) this.#tellAll();
    this.#download.fillAll();
  }

  /** Everything that is wanted is there, or not any more. */
  #tellAll(): void {
    const { progress } = this.#options;
    if (progress.complete) this.#hashes.complete();
    else this.swarm.wake();
    for (const peer of [...this.swarm.peers]) {
      this.#introductions.introduce(peer);
      this.#interest.leaveTogetherDone(peer);
    }
    this.#introductions.told();
  }

  /** The hashes of these pieces. Those of a hybrid may be begun, or had, by their v1 hashes. */
  #learned(pieces: readonly number[]): void {
    if (!this.#options.verifier.needsTrees) return;
    for (const piece of pieces) if (this.#mayBegin(piece)) this.#picker.release(piece);
    for (const peer of this.swarm.peers) this.#interest.update(peer);
    this.#download.fillAll();
  }

  /** Whether the piece is to be fetched, and there is something to verify it with. */
  #mayBegin(piece: number): boolean {
    const { progress, storage, verifier } = this.#options;
    return progress.lacks(piece) && storage.keeps(piece) && verifier.knows(piece);
  }
}
