import type { BlockHashes, HashTrees } from '../merkle/hash-trees.ts';
import type { HashRange } from '../protocol/peer-wire/message.ts';
import { rejectHashes } from './reject-hashes.ts';
import type { RemotePeer } from './remote-peer.ts';

/** Requests kept of one peer; those beyond are rejected. */
const MOST_WAITING = 100;
/** Bytes that may wait for a peer's socket before its requests are rejected. */
const MOST_QUEUED = 1 << 20;

/** Milliseconds from one piece read for a peer to the next: little is asked, much read. */
const READ_PAUSE = 1000;

/** Where one peer stands. */
interface Standing {
  waiting: number;
  /** A piece is read for it no sooner. */
  readsFrom: number;
}

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
  readonly #standings = new Map<RemotePeer, Standing>();
  #working: Promise<void> | undefined;

  constructor(trees: HashTrees, blockHashes: BlockHashes) {
    this.#trees = trees;
    this.#blockHashes = blockHashes;
  }

  /** Throws ProtocolError 'flood' when the peer asks on and on and takes no answer. */
  request(peer: RemotePeer, range: HashRange): void {
    const standing = this.#standing(peer);
    if (standing.waiting >= MOST_WAITING || peer.connection.queued > MOST_QUEUED) {
      return rejectHashes(peer, range);
    }
    standing.waiting++;
    this.#waiting.push({ peer, range: { ...range, root: range.root.slice() } });
    this.#working ??= this.#work();
  }

  left(peer: RemotePeer): void {
    this.#standings.delete(peer);
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
      const standing = this.#standing(peer);
      const hashes = await this.#answer(range, peer, standing);
      standing.waiting--;
      peer.connection.send(
        hashes ? { ...range, kind: 'hashes', hashes } : { ...range, kind: 'hash-reject' },
      );
    }
    this.#working = undefined;
  }

  /** What cannot be read is not to be had; reading for other reasons will tell of it. */
  async #answer(
    range: HashRange,
    peer: RemotePeer,
    standing: Standing,
  ): Promise<Uint8Array | undefined> {
    try {
      return await this.#trees.answer(range, async (piece) => {
        const now = peer.clock.now();
        if (now < standing.readsFrom) return undefined;
        standing.readsFrom = now + READ_PAUSE;
        return this.#blockHashes(piece);
      });
    } catch {
      return undefined;
    }
  }

  #standing(peer: RemotePeer): Standing {
    let standing = this.#standings.get(peer);
    if (!standing) {
      standing = { waiting: 0, readsFrom: 0 };
      this.#standings.set(peer, standing);
    }
    return standing;
  }
}
