import type { FileWriters } from './file-writers.ts';
import { receive } from './tcp-socket.ts';

const EXTENT = 4 * 1024 * 1024;
const EXTENTS = 12;

/** Socket, copy, SHA-1 by WebCrypto and Blobs for the FileWriters, all in the page. */
export async function pageOnly(
  port: number,
  size: number,
  pieceLength: number,
  writers: FileWriters,
): Promise<void> {
  const free = Array.from({ length: EXTENTS }, () => new Uint8Array(EXTENT));
  const waiting: ((buffer: Uint8Array<ArrayBuffer>) => void)[] = [];
  const writes: Promise<void>[] = [];

  const store = async (
    buffer: Uint8Array<ArrayBuffer>,
    offset: number,
    length: number,
  ) => {
    const digests: Promise<ArrayBuffer>[] = [];
    for (let at = 0; at < length; at += pieceLength) {
      const piece = buffer.subarray(at, Math.min(at + pieceLength, length));
      digests.push(crypto.subtle.digest('SHA-1', piece));
    }
    await Promise.all(digests);
    await writers.write(offset, new Blob([buffer.subarray(0, length)]));
    const next = waiting.shift();
    if (next) next(buffer);
    else free.push(buffer);
  };

  let buffer = free.pop()!;
  let filled = 0;
  let offset = 0;
  for await (const chunk of receive(port)) {
    for (let taken = 0; taken < chunk.length; ) {
      const part = chunk.subarray(taken, taken + EXTENT - filled);
      buffer.set(part, filled);
      taken += part.length;
      filled += part.length;
      if (filled < EXTENT && offset + filled < size) continue;
      writes.push(store(buffer, offset, filled));
      offset += filled;
      filled = 0;
      buffer = free.pop() ?? (await new Promise((resolve) => waiting.push(resolve)));
    }
  }
  await Promise.all(writes);
}
