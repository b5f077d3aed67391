import { createSHA1, createSHA256 } from 'hash-wasm';
import type { HashAnswer, HashOrder } from './platform/web/hasher.ts';

// The Worker beside the engine's: it hashes, one order after another.

const hashers = Promise.all([createSHA1(), createSHA256()]);

globalThis.onmessage = async ({ data }: MessageEvent<HashOrder>) => {
  const [sha1, sha256] = await hashers;
  const { id, algorithm, chunks } = data;
  // From here to the digest nothing waits, so orders never mix.
  const hash = algorithm === 'sha1' ? sha1 : sha256;
  hash.init();
  for (const chunk of chunks) hash.update(chunk);
  const answer: HashAnswer = { id, digest: hash.digest('binary') };
  globalThis.postMessage(answer);
};
