import type { Endpoint } from '../bytes/endpoint.ts';
import { LEAF_LENGTH } from '../bytes/merkle.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { HashTrees } from '../merkle/hash-trees.ts';
import { type SwarmVersion, swarmName, swarmVersions } from '../metainfo/info-hash.ts';
import type { PeerConnection, PeerSink } from '../peer/peer-connection.ts';
import type { PeerSource } from '../peer/peer-source.ts';
import { SmartBan } from '../peer/smart-ban.ts';
import { PiecePicker, RANK } from '../picker/piece-picker.ts';
import type { Timer } from '../ports/clock.ts';
import type { Hasher } from '../ports/hasher.ts';
import { EXTENDED_HANDSHAKE } from '../protocol/extension/extended-handshake.ts';
import { LT_DONTHAVE } from '../protocol/extension/ids.ts';
import { decodeDontHave } from '../protocol/extension/lt-donthave.ts';
import { encodeMessage } from '../protocol/peer-wire/encode.ts';
import type { Handshake } from '../protocol/peer-wire/handshake.ts';
import { BLOCK_LENGTH, type PeerMessage } from '../protocol/peer-wire/message.ts';
import { SpeedMeter } from '../rate/speed-meter.ts';
import type { BufferPool } from '../storage/buffer-pool.ts';
import type { CachedReads, ReadCache } from '../storage/read-cache.ts';
import type { TorrentStorage } from '../storage/torrent-storage.ts';
import { WriteQueue } from '../storage/write-queue.ts';
import type { WebSeeds } from '../webseed/web-seeds.ts';
import { Download } from './download.ts';
import { FastPieces } from './fast-pieces.ts';
import { HashExchange } from './hash-exchange.ts';
import { HashService } from './hash-service.ts';
import { answerMetadata, offerExtensions, readExtended } from './metadata-exchange.ts';
import { OwnHashes } from './own-hashes.ts';
import { PeerPieces } from './peer-pieces.ts';
import type { PieceVerifier } from './piece-verifier.ts';
import type { Progress } from './progress.ts';
import type { RemotePeer } from './remote-peer.ts';
import { Reveals } from './reveals.ts';
import { Swarm, type SwarmHost } from './swarm.ts';
import type { TorrentLimits } from './torrent-limits.ts';
import { Upload } from './upload.ts';
import { type WebSourcesOptions, webSources } from './web-sources.ts';
import { wrongBlocks } from './wrong-blocks.ts';

/** What a running torrent is made of. */
export interface RunOptions
  extends Pick<
      SwarmHost,
      'clock' | 'tcp' | 'identity' | 'isPrivate' | 'budget' | 'listenPort' | 'pieceCount'
    >,
    WebSourcesOptions {
  /** The info dict, for peers that came by a magnet link. */
  readonly info: Uint8Array;
  readonly pieceLength: number;
  /** Of the whole stream, bytes. */
  readonly size: number;
  /** Shared with the torrent; it learns what peers tell. */
  readonly trees: HashTrees;
  readonly verifier: PieceVerifier;
  readonly hasher: Hasher;
  /** Shared with the torrent; pieces are added as they are written. */
  readonly progress: Progress;
  readonly storage: TorrentStorage;
  readonly pool: BufferPool;
  /** Shared by all torrents. */
  readonly cache: ReadCache;
  readonly limits: TorrentLimits;
  /** Whether to seed as a super seed (BEP 16). */
  readonly superSeeding: boolean;
  /** See TorrentContext. */
  uploadSlots(): number;
  random(bound: number): number;
  /** Of web seeds, to begin with. */
  readonly webSeeds: readonly string[];
  /** The last hash of a piece became known. */
  learnedAll(): void;
  /** One more piece is verified, written and added. */
  had(piece: number): void;
  /** The files cannot be used any more. */
  failed(error: unknown): void;
}

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
  readonly #smartBan = new SmartBan<RemotePeer>();
  readonly #reveals: Reveals;
  readonly #reads: CachedReads;
  readonly #hashes: HashExchange;
  readonly #hashService: HashService;
  readonly #webSeeds: WebSeeds;
  readonly #ownHashes: OwnHashes;
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
    this.swarm = new Swarm({
      ...options,
      maxBitfield: Math.ceil(pieceCount / 8),
      joined: (peer) => this.#joined(peer),
      left: (peer) => this.#left(peer),
    });
    const shared = {
      peers: () => this.swarm.peers,
      failed: (error: unknown) => options.failed(error),
    };
    this.#writes = new WriteQueue(storage, options.clock);
    this.#download = new Download(
      {
        ...shared,
        limit: options.limits.down,
        pieceSize: (piece) => pieces.size(piece),
        verify: (piece, bytes) => options.verifier.verify(piece, bytes),
        store: (piece, bytes) => this.#writes.add(pieces.offset(piece), bytes),
        had: (piece) => this.#had(piece),
        wrongBlocks: (piece, bytes) => this.#wrongBlocks(piece, bytes),
        suspected: async (piece, bytes, senders) =>
          this.#smartBan.remember(piece, await this.#digests(bytes), senders),
        cleared: (piece, bytes) => this.#cleared(piece, bytes),
        wrong: (piece, culprits) => this.#wrong(piece, culprits),
      },
      this.#picker,
      options.pool,
      pieceCount,
    );
    this.#reads = options.cache.open(storage, pieceLength, size);
    this.#upload = new Upload({
      ...shared,
      limit: options.limits.up,
      have: progress.have,
      random,
      slots: () => options.uploadSlots(),
      span: (piece) => pieces.span(piece),
      read: (piece, begin, length) => this.#reads.read(piece, begin, length),
    });
    const { clock, superSeeding } = options;
    this.#reveals = new Reveals({ clock, have: progress.have, random }, superSeeding);
    this.#fast = new FastPieces({
      peers: () => this.swarm.peers,
      hasher: options.hasher,
      infoHash: swarmName(hashes, swarmVersions(hashes)[0]!)!,
      have: progress.have,
      span: (piece) => pieces.span(piece),
    });
    this.#hashes = new HashExchange({
      ...options,
      peers: () => this.swarm.peers,
      learned: (learned) => this.#learned(learned),
      lied: (peer, reason) => this.swarm.ban(peer, reason),
    });
    this.#hashService = new HashService(options.trees, (piece) =>
      this.#blockHashes(piece),
    );
    this.#ownHashes = new OwnHashes({
      ...options,
      read: (piece) => storage.read(pieces.offset(piece), pieces.size(piece)),
      learnedAll: () => this.#learnedAll(),
    });
    this.#ownHashes.make();
    this.#webSeeds = webSources(options, this.#download.lending, this.swarm, this.down);
    this.#timer = options.clock.timer(TICK, () => this.#tick());
    this.#webSeeds.use(options.webSeeds);
  }

  /** Pieces from the first to the last, or the rarest first. */
  setSequential(sequential: boolean): void {
    this.#picker.sequential = sequential;
  }

  /** The ranks of files have changed. */
  rank(): void {
    const { progress, pieceCount } = this.#options;
    for (let piece = 0; piece < pieceCount; piece++) {
      this.#picker.setRank(piece, RANK[progress.rank(piece)]);
    }
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
    this.#hashes.stop();
    this.#webSeeds.stop();
    const leftovers = [
      this.#download.stop(),
      this.#upload.stop(),
      this.#hashService.stop(),
      this.#ownHashes.stop(),
    ];
    this.swarm.stop();
    await Promise.all(leftovers);
    this.#reads.close();
  }

  #tick(): void {
    const now = this.#options.clock.now();
    this.#timer = this.#options.clock.timer(TICK, () => this.#tick());
    for (const peer of this.swarm.peers) {
      this.#updateInterest(peer);
      peer.countOverhead();
    }
    this.#download.tick();
    this.#webSeeds.tick();
    this.#hashes.tick();
    this.#reveals.tick();
    this.#upload.tick(now, this.#options.progress.complete);
    this.swarm.tick();
  }

  #joined(peer: RemotePeer): Omit<PeerSink, 'closed'> {
    const { clock } = this.#options;
    this.#download.joined(peer);
    this.#upload.joined(peer);
    this.#reveals.joined(peer);
    this.#introduce(peer);
    return {
      message: (message) => this.#message(peer, message),
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

  /** What we offer, and whether we want anything ourselves (BEP 10, 21). */
  #introduce(peer: RemotePeer): void {
    const { info, progress, listenPort } = this.#options;
    offerExtensions(peer, {
      metadataSize: info.length,
      uploadOnly: progress.complete || undefined,
      port: listenPort(),
    });
  }

  #message(peer: RemotePeer, message: PeerMessage): void {
    switch (message.kind) {
      case 'choke':
        peer.idleTalk();
        return this.#download.choked(peer);
      case 'unchoke':
        peer.idleTalk();
        peer.choking = false;
        return;
      case 'interested':
        peer.idleTalk();
        return this.#upload.interested(peer);
      case 'not-interested':
        peer.idleTalk();
        return this.#upload.notInterested(peer);
      case 'have':
        return this.#peerHas(peer, message.piece);
      case 'have-all':
      case 'have-none':
        needsFast(peer);
        this.#peerPieces.told(peer, message);
        return this.#toldPieces(peer);
      case 'bitfield':
        this.#peerPieces.told(peer, message);
        return this.#toldPieces(peer);
      case 'reject':
        needsFast(peer);
        peer.idleTalk();
        return this.#download.refused(peer, message);
      case 'suggest':
        needsFast(peer);
        peer.idleTalk();
        return this.#fast.suggested(peer, message.piece);
      case 'allowed-fast':
        needsFast(peer);
        peer.idleTalk();
        return this.#fast.allowed(peer, message.piece);
      case 'request':
        return this.#upload.request(peer, message);
      case 'cancel':
        return this.#upload.cancel(peer, message);
      case 'extended':
        return this.#extended(peer, message.id, message.payload);
      case 'hash-request':
        return this.#hashService.request(peer, message);
      case 'hashes':
        return this.#hashes.received(peer, message, message.hashes);
      case 'hash-reject':
        return this.#hashes.rejected(peer, message);
      case 'port':
        peer.dhtPort = message.port;
        return peer.idleTalk();
      case 'keep-alive':
        return peer.idleTalk();
    }
  }

  #extended(peer: RemotePeer, id: number, payload: Uint8Array): void {
    if (id === LT_DONTHAVE) {
      this.#peerPieces.lost(peer, decodeDontHave(payload));
      return this.#updateInterest(peer);
    }
    answerMetadata(peer, readExtended(peer, id, payload), this.#options.info);
    if (id !== EXTENDED_HANDSHAKE) return;
    this.swarm.introduced(peer);
    this.#leaveTogetherDone(peer);
  }

  #peerHas(peer: RemotePeer, piece: number): void {
    if (!this.#peerPieces.has(peer, piece)) return;
    if (this.#mayBegin(piece)) this.#setInterested(peer, true);
    this.#reveals.has(peer, piece);
    this.#leaveTogetherDone(peer);
  }

  /** All that it has is told, perhaps once more. */
  #toldPieces(peer: RemotePeer): void {
    this.#updateInterest(peer);
    this.#leaveTogetherDone(peer);
    this.#reveals.hasThese(peer);
    if (!peer.toldPieces && !this.#reveals.hiding) void this.#fast.grant(peer);
    peer.toldPieces = true;
  }

  #left(peer: RemotePeer): void {
    this.#peerPieces.left(peer);
    this.#download.release(peer);
    peer.downFlow.close();
    peer.upFlow.close();
    this.#reveals.left(peer);
    this.#hashService.left(peer);
    this.#hashes.left(peer);
    this.#download.fillAll();
  }

  #had(piece: number): void {
    const { progress } = this.#options;
    progress.add(piece);
    this.#picker.randomFirst = progress.have.count < FIRST_PIECES;
    const message = encodeMessage({ kind: 'have', piece });
    for (const peer of this.swarm.peers) {
      peer.connection.write(message.slice());
      if (progress.complete) this.#setInterested(peer, false);
    }
    this.#options.had(piece);
    if (progress.complete) {
      this.#ownHashes.make();
      for (const peer of [...this.swarm.peers]) {
        this.#introduce(peer);
        this.#leaveTogetherDone(peer);
      }
    }
  }

  /** Who sent wrong blocks is banned, whoever else sent some of the piece is not. */
  #wrong(piece: number, culprits: ReadonlySet<RemotePeer>): void {
    const what = `piece ${piece} did not match its hash`;
    const reason = new ProtocolError('wrong-data', what);
    for (const peer of culprits) this.swarm.ban(peer, reason);
    this.#download.fillAll();
  }

  /** The right piece is here: it tells who sent wrong blocks of it before. */
  async #cleared(piece: number, bytes: Uint8Array): Promise<void> {
    if (!this.#smartBan.suspects(piece)) return;
    const liars = this.#smartBan.convict(piece, await this.#digests(bytes));
    const reason = new ProtocolError('wrong-data', `wrong blocks of piece ${piece}`);
    for (const peer of liars) this.swarm.ban(peer, reason);
  }

  #digests(bytes: Uint8Array): Promise<Uint8Array> {
    return this.#options.hasher.digestEach(bytes, BLOCK_LENGTH);
  }

  async #wrongBlocks(piece: number, bytes: Uint8Array): Promise<number[] | undefined> {
    const hashes = await this.#hashes.blockHashes(piece);
    return hashes && wrongBlocks(bytes, hashes, this.#options.hasher);
  }

  /** Of a piece that is on disk. */
  async #blockHashes(piece: number): Promise<Uint8Array | undefined> {
    const { progress, storage, pieces, hasher } = this.#options;
    if (!progress.have.has(piece)) return undefined;
    const bytes = await storage.read(pieces.offset(piece), pieces.size(piece));
    return hasher.digestEach(bytes, LEAF_LENGTH);
  }

  #learned(learned: readonly number[]): void {
    const { verifier, trees } = this.#options;
    // Those of a hybrid may be begun, or had, by their v1 hashes.
    if (verifier.needsTrees) {
      for (const piece of learned) if (this.#mayBegin(piece)) this.#picker.release(piece);
      for (const peer of this.swarm.peers) this.#updateInterest(peer);
      this.#download.fillAll();
    }
    if (trees.complete) this.#learnedAll();
  }

  #learnedAll(): void {
    this.#hashes.knowsAll();
    this.#options.learnedAll();
  }

  /** Whether the piece is to be fetched, and there is something to verify it with. */
  #mayBegin(piece: number): boolean {
    const { progress, verifier } = this.#options;
    return progress.lacks(piece) && verifier.knows(piece);
  }

  #updateInterest(peer: RemotePeer): void {
    this.#setInterested(peer, this.#download.wants(peer.has));
  }

  #setInterested(peer: RemotePeer, interested: boolean): void {
    if (peer.amInterested === interested) return;
    peer.amInterested = interested;
    peer.connection.send({ kind: interested ? 'interested' : 'not-interested' });
    if (interested) this.#download.fill(peer);
  }

  /** A seed has nothing for whoever has all it wants, who has nothing for a seed. */
  #leaveTogetherDone(peer: RemotePeer): void {
    if (this.#options.progress.complete && peer.uploadOnly) this.swarm.leave(peer);
  }
}

/** Throws ProtocolError for a message that both sides have to have agreed on (BEP 6). */
function needsFast(peer: RemotePeer): void {
  if (peer.fast) return;
  throw new ProtocolError('bad-message', 'a message of the fast extension');
}
