import { LEAF_LENGTH } from '../bytes/merkle.ts';
import type { ProtocolError } from '../errors/protocol-error.ts';
import type { HashTrees } from '../merkle/hash-trees.ts';
import type { Clock } from '../ports/clock.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { HashRange } from '../protocol/peer-wire/message.ts';
import { HashExchange } from './hash-exchange.ts';
import { HashService } from './hash-service.ts';
import { OwnHashes } from './own-hashes.ts';
import type { Progress } from './progress.ts';
import type { RemotePeer } from './remote-peer.ts';

/** What this needs of its torrent. */
export interface HashTradeHost {
  readonly clock: Clock;
  readonly hasher: Hasher;
  readonly trees: HashTrees;
  readonly progress: Progress;
  /** All of a piece that is on disk. Rejects with StorageError. */
  read(piece: number): Promise<Uint8Array>;
  peers(): Iterable<RemotePeer>;
  ban(peer: RemotePeer, reason: ProtocolError): void;
  /** The hashes of these pieces are known from now on. */
  learned(pieces: readonly number[]): void;
  /** The last hash of a piece became known. */
  learnedAll(): void;
}

/** The hashes of v2 that peers tell us, that we tell them, and that we make (BEP 52). */
export class HashTrade {
  readonly #host: HashTradeHost;
  readonly #exchange: HashExchange;
  readonly #service: HashService;
  readonly #own: OwnHashes;

  constructor(host: HashTradeHost) {
    this.#host = host;
    const { trees } = host;
    this.#exchange = new HashExchange({
      ...host,
      learned: (pieces) => this.#learned(pieces),
      lied: (peer, reason) => host.ban(peer, reason),
    });
    this.#service = new HashService(trees, (piece) => this.#blockHashesOnDisk(piece));
    this.#own = new OwnHashes({ ...host, learnedAll: () => this.#learnedAll() });
    this.#own.make();
  }

  /** As peers tell them: 32 bytes for each block of the piece; undefined: nobody does. */
  blockHashes(piece: number): Promise<Uint8Array | undefined> {
    return this.#exchange.blockHashes(piece);
  }

  /** Once a second. */
  tick(): void {
    this.#exchange.tick();
  }

  /** Everything is there: what nobody told can be made. */
  complete(): void {
    this.#own.make();
  }

  requested(peer: RemotePeer, range: HashRange): void {
    this.#service.request(peer, range);
  }

  received(peer: RemotePeer, range: HashRange, hashes: Uint8Array): void {
    this.#exchange.received(peer, range, hashes);
  }

  rejected(peer: RemotePeer, range: HashRange): void {
    this.#exchange.rejected(peer, range);
  }

  left(peer: RemotePeer): void {
    this.#service.left(peer);
    this.#exchange.left(peer);
  }

  /** Resolves once nothing is being read any more. */
  async stop(): Promise<void> {
    this.#exchange.stop();
    await Promise.all([this.#service.stop(), this.#own.stop()]);
  }

  async #blockHashesOnDisk(piece: number): Promise<Uint8Array | undefined> {
    const { progress, hasher } = this.#host;
    if (!progress.have.has(piece)) return undefined;
    return hasher.digestEach(await this.#host.read(piece), LEAF_LENGTH);
  }

  #learned(pieces: readonly number[]): void {
    this.#host.learned(pieces);
    if (this.#host.trees.complete) this.#learnedAll();
  }

  #learnedAll(): void {
    this.#exchange.knowsAll();
    this.#host.learnedAll();
  }
}
