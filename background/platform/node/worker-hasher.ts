import { type MessagePort, Worker } from 'node:worker_threads';
import {
  type HashAnswer,
  type HashOrder,
  type HashTask,
  PostedHasher,
} from '../../host/posted-hasher.ts';
import { NodeHasher } from './hasher.ts';

/**
 * Hashes on a thread of its own, which reads shared memory where it is: for whoever has the
 * calling thread's hands full. Files by the thousand keep it as busy with opening and closing
 * as hashing would.
 */
export class WorkerHasher extends PostedHasher {
  readonly #worker: Worker;

  /** `script`: answers by serveHashing where it finds itself in a Worker. */
  constructor(script: URL) {
    const worker = new Worker(script);
    super((order) => worker.postMessage(order));
    this.#worker = worker;
    worker.on('message', (answer: HashAnswer) => this.answered(answer));
  }

  /** What is under way is never answered. */
  async close(): Promise<void> {
    await this.#worker.terminate();
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
