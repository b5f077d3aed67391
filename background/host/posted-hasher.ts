import type { Hasher } from '../../src/ports/hasher.ts';

export type HashOrder = { readonly id: number } & HashTask;

/** The methods of the Hasher port, as data. */
export type HashTask =
  | {
      readonly kind: 'digest';
      readonly algorithm: 'sha1' | 'sha256';
      readonly chunks: readonly Uint8Array[];
    }
  | { readonly kind: 'each'; readonly bytes: Uint8Array; readonly length: number }
  | { readonly kind: 'root'; readonly bytes: Uint8Array; readonly leaves: number };

export interface HashAnswer {
  readonly id: number;
  readonly digest: Uint8Array;
}

/** A hasher on another thread, which takes orders by message and reads shared memory. */
export class PostedHasher implements Hasher {
  readonly #post: (order: HashOrder) => void;
  readonly #waiting = new Map<number, (digest: Uint8Array) => void>();
  #nextId = 0;

  /** `post` sends an order; hand each answer to `answered`. */
  constructor(post: (order: HashOrder) => void) {
    this.#post = post;
  }

  /** What came back. */
  answered({ id, digest }: HashAnswer): void {
    this.#waiting.get(id)?.(digest);
    this.#waiting.delete(id);
  }

  allocate(length: number): Uint8Array {
    return new Uint8Array(new SharedArrayBuffer(length));
  }

  digest(
    algorithm: 'sha1' | 'sha256',
    chunks: readonly Uint8Array[],
  ): Promise<Uint8Array> {
    return this.#ask({ kind: 'digest', algorithm, chunks });
  }

  digestEach(bytes: Uint8Array, length: number): Promise<Uint8Array> {
    return this.#ask({ kind: 'each', bytes, length });
  }

  merkleRoot(bytes: Uint8Array, leaves: number): Promise<Uint8Array> {
    return this.#ask({ kind: 'root', bytes, leaves });
  }

  #ask(task: HashTask): Promise<Uint8Array> {
    return new Promise((resolve) => {
      const id = this.#nextId++;
      this.#waiting.set(id, resolve);
      const order: HashOrder = { id, ...task };
      this.#post(order);
    });
  }
}
