import type { Hasher } from '../../../src/ports/hasher.ts';

/** background/chrome-app-hasher.ts, as it is built. */
const SCRIPT = 'hasher.js';

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

/**
 * hash-wasm in a Worker of its own, beside the one that reads sockets: hashing was the
 * largest part of what that one did (docs/platform.md). Pieces lie in shared memory, which
 * the manifest's two cross_origin keys allow, so no byte of them is sent or copied.
 */
export class WebHasher implements Hasher {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (digest: Uint8Array) => void>();
  #nextId = 0;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<HashAnswer>) => {
      this.#waiting.get(data.id)?.(data.digest);
      this.#waiting.delete(data.id);
    };
  }

  /** Rejects when the Worker cannot start; an error later is the engine's own. */
  static async create(): Promise<WebHasher> {
    const worker = new Worker(SCRIPT);
    const hasher = new WebHasher(worker);
    const failure = new Promise<never>((_, reject) => {
      worker.onerror = (event) =>
        reject(new Error(`the hasher failed: ${event.message}`));
    });
    await Promise.race([hasher.digest('sha1', []), failure]);
    worker.onerror = null;
    return hasher;
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
      this.#worker.postMessage(order);
    });
  }
}
