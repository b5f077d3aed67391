import { createSHA1, createSHA256, type IHasher } from 'hash-wasm';
import { digestEach, merkleRoot } from '../src/bytes/merkle.ts';
import type { HashAnswer, HashOrder, HashTask } from './platform/web/hasher.ts';

// The Worker beside the engine's: it hashes, one order after another.

const hashers = Promise.all([createSHA1(), createSHA256()]);

globalThis.onmessage = async ({ data }: MessageEvent<HashOrder>) => {
  const [sha1, sha256] = await hashers;
  // From here to the digest nothing waits, so orders never mix.
  const answer: HashAnswer = { id: data.id, digest: hash(data, sha1, sha256) };
  globalThis.postMessage(answer);
};

function hash(task: HashTask, sha1: IHasher, sha256: IHasher): Uint8Array {
  const once = (bytes: Uint8Array) => sha256.init().update(bytes).digest('binary');
  switch (task.kind) {
    case 'digest': {
      const hasher = task.algorithm === 'sha1' ? sha1 : sha256;
      hasher.init();
      for (const chunk of task.chunks) hasher.update(chunk);
      return hasher.digest('binary');
    }
    case 'each':
      return digestEach(task.bytes, task.length, once);
    case 'root':
      return merkleRoot(task.bytes, task.leaves, once);
  }
}
