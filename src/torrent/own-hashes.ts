import type { HashTrees } from '../merkle/hash-trees.ts';
import { learnFromFiles } from './learn-from-files.ts';
import type { Progress } from './progress.ts';

/** What this needs of its torrent. */
export interface OwnHashesHost {
  readonly trees: HashTrees;
  readonly progress: Progress;
  /** All of a piece that is had. Rejects with StorageError. */
  read(piece: number): Promise<Uint8Array>;
  /** The last hash of a piece became known. */
  learnedAll(): void;
}

/**
 * A hybrid can come by its v1 hashes alone. Once all of it is there, the hashes of its pieces
 * that nobody told are made of the pieces themselves, for those who ask by v2 (BEP 52).
 */
export class OwnHashes {
  readonly #host: OwnHashesHost;
  readonly #aborter = new AbortController();
  #making: Promise<void> | undefined;

  constructor(host: OwnHashesHost) {
    this.#host = host;
  }

  /** Begins, if there is something to make. */
  make(): void {
    const { trees, progress } = this.#host;
    if (trees.complete || !progress.have.full) return;
    this.#making ??= this.#make(this.#aborter.signal);
  }

  /** Resolves once nothing is being read any more. */
  async stop(): Promise<void> {
    this.#aborter.abort();
    await this.#making;
  }

  /** What cannot be read is not learned; reading for other reasons will tell of it. */
  async #make(signal: AbortSignal): Promise<void> {
    const { trees, read, learnedAll } = this.#host;
    try {
      await learnFromFiles(trees, () => true, read, signal);
    } catch {
      return;
    }
    if (trees.complete && !signal.aborted) learnedAll();
  }
}
