import { createSHA1, createSHA256, type IHasher } from 'hash-wasm';
import { digestEach, HASH_LENGTH, LEAF_LENGTH, rootAbove } from '../src/bytes/merkle.ts';
import type { HashAnswer, HashOrder, HashTask } from './host/posted-hasher.ts';

// The Worker beside the engine's: it hashes. crypto.subtle is two to four times as fast as
// hash-wasm (docs/platform.md), but each call takes its time, and holds a copy of its input.

/** Bytes: less than this hash-wasm has hashed before crypto.subtle began. */
const SHORT = 1024;
/** Bytes: more than this is not copied as a whole. */
const LONG = 16 * 1024 * 1024;

type Algorithm = 'sha1' | 'sha256';

const wasm: Promise<Readonly<Record<Algorithm, IHasher>>> = Promise.all([
  createSHA1(),
  createSHA256(),
]).then(([sha1, sha256]) => ({ sha1, sha256 }));

/** What crypto.subtle is handed: it takes no shared memory. */
let scratch = new Uint8Array(LEAF_LENGTH);

globalThis.onmessage = async ({ data }: MessageEvent<HashOrder>) => {
  const answer: HashAnswer = { id: data.id, digest: await hash(data) };
  globalThis.postMessage(answer);
};

async function hash(task: HashTask): Promise<Uint8Array> {
  switch (task.kind) {
    case 'digest':
      return digest(task.algorithm, task.chunks);
    case 'each':
      return digestParts(task.bytes, task.length);
    case 'root': {
      const leaves = await digestParts(task.bytes, LEAF_LENGTH);
      return rootAbove(leaves, task.leaves, await shortSha256());
    }
  }
}

async function digestParts(bytes: Uint8Array, length: number): Promise<Uint8Array> {
  if (length < SHORT) return digestEach(bytes, length, await shortSha256());
  const digests = new Uint8Array(Math.ceil(bytes.length / length) * HASH_LENGTH);
  let at = 0;
  for (let from = 0; from < bytes.length; from += length, at += HASH_LENGTH) {
    digests.set(await digest('sha256', [bytes.subarray(from, from + length)]), at);
  }
  return digests;
}

async function digest(
  algorithm: Algorithm,
  chunks: readonly Uint8Array[],
): Promise<Uint8Array> {
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  if (length < SHORT || length > LONG) return digestByWasm(await wasm, algorithm, chunks);
  if (scratch.length < length) scratch = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    scratch.set(chunk, at);
    at += chunk.length;
  }
  const name = algorithm === 'sha1' ? 'SHA-1' : 'SHA-256';
  // It copies before it returns, so others may use the scratch while this one waits.
  return new Uint8Array(await crypto.subtle.digest(name, scratch.subarray(0, length)));
}

async function shortSha256(): Promise<(bytes: Uint8Array) => Uint8Array> {
  const hashers = await wasm;
  return (bytes) => digestByWasm(hashers, 'sha256', [bytes]);
}

/** Nothing waits within, so calls never mix. */
function digestByWasm(
  hashers: Readonly<Record<Algorithm, IHasher>>,
  algorithm: Algorithm,
  chunks: readonly Uint8Array[],
): Uint8Array {
  const hasher = hashers[algorithm].init();
  for (const chunk of chunks) hasher.update(chunk);
  return hasher.digest('binary');
}
