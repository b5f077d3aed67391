import type { HashTrees } from '../merkle/hash-trees.ts';

type Layers = HashTrees['layers'];

/** Writes the hashes of all pieces down once they are known: a restart needs no peers then. */
export class LayerKeeper {
  readonly #trees: HashTrees;
  readonly #write: (layers: Layers) => Promise<void>;
  readonly #failed: (error: unknown) => void;
  /** Whether they are on record, or will be. */
  #kept: boolean;
  #writing: Promise<void> = Promise.resolve();

  /** Those that are known now are on record. */
  constructor(
    trees: HashTrees,
    write: (layers: Layers) => Promise<void>,
    failed: (error: unknown) => void,
  ) {
    this.#trees = trees;
    this.#write = write;
    this.#failed = failed;
    this.#kept = trees.complete;
  }

  /** If there is something to keep. */
  keep(): void {
    if (this.#kept || !this.#trees.complete) return;
    this.#kept = true;
    this.#writing = this.#write(this.#trees.layers).catch((error) => {
      this.#kept = false;
      this.#failed(error);
    });
  }

  /** Resolves once nothing is being written any more. Never rejects. */
  done(): Promise<void> {
    return this.#writing;
  }
}
