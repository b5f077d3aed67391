import { NODE_ID_LENGTH } from '../protocol/krpc/message.ts';

/** Where info hashes are drawn from. */
export interface HashSource {
  /** How many there are. */
  readonly hashes: number;
  /** At most `count` of them by chance, 20 bytes each, one behind another. */
  sampleHashes(count: number): Uint8Array;
}

/** What a node tells of the info hashes it knows (BEP 51). */
export interface SampleAnswer {
  readonly samples: Uint8Array;
  /** How many there are in all. */
  readonly sampled: number;
  /** Seconds until another sample is worth asking for. */
  readonly interval: number;
}

/** Info hashes in one sample: 400 bytes. */
const MOST = 20;
/** Milliseconds that a sample stays as it is. The specification allows six hours. */
const LIFETIME = 10 * 60_000;

/**
 * The same few info hashes for everyone who asks within ten minutes (BEP 51): who asks a
 * thousand times learns no more than who asks once, and the answer says when to come again.
 */
export class HashSample {
  readonly #source: HashSource;
  #samples = new Uint8Array(0);
  #until = Number.NEGATIVE_INFINITY;

  constructor(source: HashSource) {
    this.#source = source;
  }

  /** `most`: info hashes that the answer has room for. */
  answer(most: number, now: number): SampleAnswer {
    const { hashes } = this.#source;
    const count = this.#samples.length / NODE_ID_LENGTH;
    // One that shows everything keeps nothing back: it may grow at any time.
    if (now >= this.#until || count < Math.min(MOST, hashes)) {
      this.#samples = this.#source.sampleHashes(MOST).slice();
      this.#until = now + LIFETIME;
    }
    return {
      samples: this.#samples.subarray(0, Math.max(0, most) * NODE_ID_LENGTH),
      sampled: hashes,
      interval: Math.ceil((this.#until - now) / 1000),
    };
  }
}
