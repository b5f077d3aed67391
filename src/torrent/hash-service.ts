import { ProtocolError } from '../errors/protocol-error.ts';
import type { BlockHashes, HashTrees } from '../merkle/hash-trees.ts';
import type { HashRange } from '../protocol/peer-wire/message.ts';
import type { RemotePeer } from './remote-peer.ts';

/** Requests kept of one peer; those beyond are rejected. */
const MOST_WAITING = 100;
/** Bytes that may wait for a peer's socket before its requests are rejected, and it dropped. */
const MOST_QUEUED = 1 << 20;
const FLOOD = 2 << 20;

interface Waiting {
  readonly peer: RemotePeer;
  readonly range: HashRange;
}

/**
 * Answers the hash requests of peers (BEP 52), one after another: block hashes have to be
 * made of what is on disk.
 */
export class HashService {
  readonly #trees: HashTrees;
  readonly #blockHashes: BlockHashes;
  readonly #waiting: Waiting[] = [];
  readonly #counts = new Map<RemotePeer, number>();
  #working: Promise<void> | undefined;

  constructor(trees: HashTrees, blockHashes: BlockHashes) {
    this.#trees = trees;
    this.#blockHashes = blockHashes;
  }

  /** Throws ProtocolError 'flood' when the peer asks on and on and takes no answer. */
  request(peer: RemotePeer, range: HashRange): void {
    const { queued } = peer.connection;
    if (queued > FLOOD) throw new ProtocolError('flood', 'it asks, and takes no answer');
    const count = this.#counts.get(peer) ?? 0;
    if (count >= MOST_WAITING || queued > MOST_QUEUED) {
      return peer.connection.send({ ...range, kind: 'hash-reject' });
    }
    this.#counts.set(peer, count + 1);
    this.#waiting.push({ peer, range: { ...range, root: range.root.slice() } });
    this.#working ??= this.#work();
  }

  left(peer: RemotePeer): void {
    this.#counts.delete(peer);
  }

  /** Resolves once nothing is being read any more. */
  async stop(): Promise<void> {
    this.#waiting.length = 0;
    await this.#working;
  }

  async #work(): Promise<void> {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const { peer, range } = next;
      if (!peer.connection.open) continue;
      const hashes = await this.#answer(range);
      const count = this.#counts.get(peer);
      if (count !== undefined) this.#counts.set(peer, count - 1);
      peer.connection.send(
        hashes ? { ...range, kind: 'hashes', hashes } : { ...range, kind: 'hash-reject' },
      );
    }
    this.#working = undefined;
  }

  /** What cannot be read is not to be had; reading for other reasons will tell of it. */
  async #answer(range: HashRange): Promise<Uint8Array | undefined> {
    try {
      return await this.#trees.answer(range, this.#blockHashes);
    } catch {
      return undefined;
    }
  }
}
