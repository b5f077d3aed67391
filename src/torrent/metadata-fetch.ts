import { concat } from '../bytes/concat.ts';
import type { Endpoint } from '../bytes/endpoint.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { matchesInfoHash, type SwarmVersion } from '../metainfo/info-hash.ts';
import { MAX_INFO_SIZE, MAX_PIECES } from '../metainfo/metainfo-limits.ts';
import type { PeerSink } from '../peer/peer-connection.ts';
import type { PeerSource } from '../peer/peer-source.ts';
import type { Timer } from '../ports/clock.ts';
import type { Hasher } from '../ports/hasher.ts';
import { EXTENDED_HANDSHAKE } from '../protocol/extension/extended-handshake.ts';
import { UT_PEX } from '../protocol/extension/ids.ts';
import { METADATA_PART, type UtMetadata } from '../protocol/extension/ut-metadata.ts';
import type { PeerMessage } from '../protocol/peer-wire/message.ts';
import { Heard } from './heard.ts';
import type { LinkedPeers } from './linked-peers.ts';
import {
  answerMetadata,
  offerExtensions,
  readExtended,
  sendMetadata,
} from './metadata-exchange.ts';
import { PeerExchange } from './peer-exchange.ts';
import { rejectHashes } from './reject-hashes.ts';
import type { RemotePeer } from './remote-peer.ts';
import { Swarm, type SwarmHost } from './swarm.ts';

export interface MetadataFetchOptions
  extends Pick<
    SwarmHost,
    'clock' | 'tcp' | 'identity' | 'isPrivate' | 'budget' | 'listenPort' | 'dropped'
  > {
  readonly hasher: Hasher;
  /** See TorrentContext. */
  pex(): boolean;
  /** The info dict, of a hash that was asked for. Called once; its peers stay. */
  found(info: Uint8Array): void;
}

/** Bytes of a bitfield, which means nothing yet. */
const MAX_BITFIELD = MAX_PIECES / 8;
/** What we have of the info dict. */
const NOTHING = new Uint8Array(0);
/** Peers asked at once; each for all of it, so that none can spoil another's answer. */
const MAX_ASKED = 3;
/** Parts under way with one peer. */
const PARTS_AHEAD = 8;
/** Milliseconds without a part. */
const PATIENCE = 20_000;
/** Bytes a millisecond, after so many of them, that keep a peer its turn while others wait. */
const LEAST_RATE = 16;
const GRACE = 10_000;

/** One peer's answer on its way in. */
interface Answer {
  /** Bytes, as the peer says: room is made for what comes, not for what is claimed. */
  readonly size: number;
  readonly parts: Map<number, Uint8Array>;
  asked: number;
  readonly began: number;
  /** When a part last came. */
  since: number;
}

/**
 * Finds the info dict of a magnet link (BEP 9) in all its swarms: asks up to three peers at
 * once, takes the first whose answer has a hash that was asked for, bans who sends another,
 * drops who is slow.
 */
export class MetadataFetch implements LinkedPeers {
  readonly swarm: Swarm;
  readonly exchange: PeerExchange;
  readonly #options: MetadataFetchOptions;
  readonly #heard = new Map<RemotePeer, Heard>();
  readonly #answers = new Map<RemotePeer, Answer>();
  #timer: Timer;
  #done = false;

  constructor(options: MetadataFetchOptions) {
    this.#options = options;
    this.swarm = new Swarm({
      ...options,
      pieceCount: 0,
      maxBitfield: MAX_BITFIELD,
      joined: (peer) => this.#joined(peer),
      left: (peer) => this.#left(peer),
      tried: (endpoint, answered) => this.exchange.tried(endpoint, answered),
    });
    this.exchange = new PeerExchange({
      ...options,
      swarm: this.swarm,
      pex: () => options.pex(),
      listenPort: () => options.listenPort(),
      complete: () => false,
    });
    this.#timer = options.clock.timer(1000, () => this.#tick());
  }

  /** `version`: the swarm they were found in, if any. */
  addPeers(
    endpoints: Iterable<Endpoint>,
    source: PeerSource,
    version?: SwarmVersion,
  ): void {
    this.swarm.add(endpoints, source, version);
  }

  takeHeard(peer: RemotePeer): readonly PeerMessage[] | undefined {
    const messages = this.#heard.get(peer)?.messages;
    this.#heard.delete(peer);
    return messages;
  }

  /** Nobody is asked any more; the peers stay, until somebody goes on with them. */
  finish(): void {
    this.#done = true;
    this.#timer.cancel();
    this.#answers.clear();
  }

  stop(): void {
    this.finish();
    this.swarm.stop();
  }

  #joined(peer: RemotePeer): Omit<PeerSink, 'closed'> {
    this.#heard.set(peer, new Heard());
    if (peer.fast) peer.connection.send({ kind: 'have-none' });
    const port = this.#options.listenPort();
    const own = { metadataSize: undefined, uploadOnly: undefined, port };
    offerExtensions(peer, own, this.exchange.on);
    return {
      message: (message) => this.#message(peer, message),
      beginBlock: () => undefined,
      endBlock: () => {},
      received: () => {},
      drained: () => {},
    };
  }

  #message(peer: RemotePeer, message: PeerMessage): void {
    // What is extended counts where it is read; haves are few, or forgotten.
    if (message.kind !== 'extended' && message.kind !== 'have') peer.idleTalk();
    this.#heard.get(peer)?.take(message);
    if (message.kind === 'hash-request') return rejectHashes(peer, message);
    if (message.kind === 'port') this.swarm.hasNode(peer, message.port);
    if (message.kind !== 'extended') return;
    if (message.id === UT_PEX) return this.exchange.received(peer, message.payload);
    const metadata = readExtended(peer, message.id, message.payload);
    if (message.id === EXTENDED_HANDSHAKE) this.swarm.introduced(peer);
    if (metadata) this.#take(peer, metadata);
    else this.#ask();
  }

  #left(peer: RemotePeer): void {
    this.#answers.delete(peer);
    this.#heard.delete(peer);
    this.#ask();
  }

  #tick(): void {
    const now = this.#options.clock.now();
    this.#timer = this.#options.clock.timer(1000, () => this.#tick());
    for (const [peer, answer] of this.#answers) {
      if (now - answer.since < PATIENCE) continue;
      peer.connection.drop(
        new ProtocolError('timed-out', 'it did not send the metadata'),
      );
    }
    this.#takeTurns(now);
    this.#makeRoom(now);
    this.exchange.tick();
    this.swarm.tick();
  }

  /** Who cannot have metadata is left, and who offers none while others cannot get in. */
  #makeRoom(now: number): void {
    for (const peer of [...this.swarm.peers]) {
      if (!peer.extended) this.swarm.leave(peer);
      const late = now - peer.since >= PATIENCE && offered(peer) === undefined;
      if (!late || !this.swarm.full) continue;
      peer.connection.drop(new ProtocolError('timed-out', 'it offered no metadata'));
    }
  }

  /** The peers that offer metadata and are not asked yet, the longest connected first. */
  #waiting(): RemotePeer[] {
    return [...this.swarm.peers].filter(
      (peer) => offered(peer) !== undefined && !this.#answers.has(peer),
    );
  }

  /**
   * While others wait, who sends too little loses its turn, but for the one that will be done
   * first: where all are slow, one still comes to its end.
   */
  #takeTurns(now: number): void {
    const asked = [...this.#answers]
      .map(([peer, { began, parts, size }]) => {
        const came = parts.size * METADATA_PART;
        const rate = came / Math.max(1, now - began);
        return { peer, began, rate, left: (size - came) / rate };
      })
      .sort((a, b) => b.left - a.left);
    asked.pop();
    const slow = asked.filter(
      ({ began, rate }) => now - began >= GRACE && rate < LEAST_RATE,
    );
    for (const { peer } of slow.slice(0, this.#waiting().length)) {
      peer.connection.drop(
        new ProtocolError('timed-out', 'its metadata came too slowly'),
      );
    }
  }

  /** Begins with further peers, as long as fewer than three are asked. */
  #ask(): void {
    const now = this.#options.clock.now();
    for (const peer of this.#waiting()) {
      if (this.#done || this.#answers.size >= MAX_ASKED) return;
      const answer: Answer = {
        size: offered(peer) ?? 0,
        parts: new Map(),
        asked: 0,
        began: now,
        since: now,
      };
      this.#answers.set(peer, answer);
      this.#askOn(peer, answer);
      this.#want(peer);
    }
  }

  #askOn(peer: RemotePeer, answer: Answer): void {
    const count = partCount(answer);
    while (answer.asked < count && answer.asked - answer.parts.size < PARTS_AHEAD) {
      sendMetadata(peer, { kind: 'request', part: answer.asked++ });
    }
  }

  #take(peer: RemotePeer, message: UtMetadata): void {
    if (message.kind === 'request') return answerMetadata(peer, message, NOTHING);
    const answer = this.#answers.get(peer);
    if (!answer) return;
    if (message.kind === 'reject') {
      return peer.connection.drop(
        new ProtocolError('bad-message', 'it does not share the metadata after all'),
      );
    }
    const from = message.part * METADATA_PART;
    const length = Math.min(METADATA_PART, answer.size - from);
    if (message.part >= answer.asked || message.data.length !== length) {
      throw new ProtocolError('bad-message', 'a part of metadata of the wrong size');
    }
    if (answer.parts.has(message.part)) return;
    answer.parts.set(message.part, message.data.slice());
    answer.since = this.#options.clock.now();
    this.#askOn(peer, answer);
    if (answer.parts.size === partCount(answer)) void this.#verify(peer, answer);
  }

  async #verify(peer: RemotePeer, answer: Answer): Promise<void> {
    const { hasher, identity, found } = this.#options;
    const inOrder = Array.from(
      { length: partCount(answer) },
      (_, at) => answer.parts.get(at)!,
    );
    const info = concat(inOrder);
    const right = await matchesInfoHash(info, identity.hashes, hasher);
    if (this.#done) return;
    if (right) {
      this.finish();
      for (const peer of this.swarm.peers) this.#want(peer);
      found(info);
    } else {
      this.swarm.ban(peer, new ProtocolError('wrong-data', 'its metadata was wrong'));
    }
  }

  /** The torrent most likely will: who unchokes us meanwhile is asked as soon as it begins. */
  #want(peer: RemotePeer): void {
    if (peer.amInterested || !this.#heard.get(peer)?.hasPieces) return;
    peer.amInterested = true;
    peer.connection.send({ kind: 'interested' });
  }
}

/** Bytes of metadata that it says it has; undefined when it has none, or says nonsense. */
function offered({ extensions }: RemotePeer): number | undefined {
  const { utMetadata, metadataSize } = extensions ?? {};
  if (utMetadata === undefined || metadataSize === undefined) return undefined;
  return metadataSize <= MAX_INFO_SIZE ? metadataSize : undefined;
}

function partCount({ size }: Answer): number {
  return Math.ceil(size / METADATA_PART);
}
