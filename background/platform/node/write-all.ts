import type { FileHandle } from 'node:fs/promises';

/**
 * Writes the chunks one after another from `offset`, however much the system takes a
 * time.
 */
export async function writeAll(
  handle: FileHandle,
  offset: number,
  chunks: readonly Uint8Array[],
): Promise<void> {
  let at = offset;
  let left = chunks.filter((chunk) => chunk.length > 0);
  while (left.length > 0) {
    const { bytesWritten } = await handle.writev(left, at);
    at += bytesWritten;
    left = withoutFirst(left, bytesWritten);
  }
}

/** What is left of the chunks without their first `count` bytes. */
function withoutFirst(chunks: readonly Uint8Array[], count: number): Uint8Array[] {
  let skip = count;
  const left: Uint8Array[] = [];
  for (const chunk of chunks) {
    if (skip < chunk.length) left.push(skip > 0 ? chunk.subarray(skip) : chunk);
    skip = Math.max(0, skip - chunk.length);
  }
  return left;
}
