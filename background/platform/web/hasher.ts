import { type HashAnswer, PostedHasher } from '../../host/posted-hasher.ts';

/** background/chrome-app-hasher.ts, as it is built. */
const SCRIPT = 'hasher.js';

/**
 * hash-wasm in a Worker of its own, beside the one that reads sockets: hashing was the
 * largest part of what that one did (docs/platform.md). Pieces lie in shared memory, which
 * the manifest's two cross_origin keys allow, so no byte of them is sent or copied.
 */
export class WebHasher extends PostedHasher {
  private constructor(worker: Worker) {
    super((order) => worker.postMessage(order));
    worker.onmessage = ({ data }: MessageEvent<HashAnswer>) => this.answered(data);
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
}
