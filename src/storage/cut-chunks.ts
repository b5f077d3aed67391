/** The part of the chunks from `from`, `length` bytes, without a copy. */
export function cutChunks(
  chunks: readonly Uint8Array[],
  from: number,
  length: number,
): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let start = 0;
  for (const chunk of chunks) {
    const begin = Math.max(from - start, 0);
    const end = Math.min(from + length - start, chunk.length);
    if (begin < end) parts.push(chunk.subarray(begin, end));
    start += chunk.length;
  }
  return parts;
}
