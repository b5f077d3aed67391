import { type MessagePort, Worker } from 'node:worker_threads';
import type { Hasher } from '../../../src/ports/hasher.ts';
import type { HashAnswer, HashOrder, HashTask } from '../web/hasher.ts';
import { NodeHasher } from './hasher.ts';

/**
 * Hashes on a thread of its own, which reads shared memory where it is: for whoever has the
 * calling thread's hands full. Files by the thousand keep it as busy with opening and closing
 * as hashing would.
 */
export class WorkerHasher implements Hasher {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (digest: Uint8Array) => void>();
  #nextId = 0;

  /** `script`: answers by serveHashing where it finds itself in a Worker. */
  constructor(script: URL) {
    this.#worker = new Worker(script);
    this.#worker.on('message', ({ id, digest }: HashAnswer) => {
      this.#waiting.get(id)?.(digest);
      this.#waiting.delete(id);
    });
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

  /** What is under way is never answered. */
  async close(): Promise<void> {
    await this.#worker.terminate();
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

/** The other side: answers the orders that come from the port. */
export function serveHashing(port: MessagePort): void {
  const hasher = new NodeHasher();
  const hash = (task: HashTask): Promise<Uint8Array> => {
    switch (task.kind) {
      case 'digest':
        return hasher.digest(task.algorithm, task.chunks);
      case 'each':
        return hasher.digestEach(task.bytes, task.length);
      case 'root':
        return hasher.merkleRoot(task.bytes, task.leaves);
    }
  };
  port.on('message', async (order: HashOrder) => {
    const answer: HashAnswer = { id: order.id, digest: await hash(order) };
    port.postMessage(answer);
  });
}
