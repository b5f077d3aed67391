export interface Cut {
  /** Bytes from the beginning of the first chunk. */
  readonly offset: number;
  readonly length: number;
  readonly chunks: readonly Uint8Array[];
}

/** The chunks in cuts of at most `size` bytes, without a copy; none of no bytes. */
export function cutChunks(chunks: readonly Uint8Array[], size: number): Cut[] {
  const cuts: Cut[] = [];
  let current: Uint8Array[] = [];
  let length = 0;
  let offset = 0;
  const finish = () => {
    if (length === 0) return;
    cuts.push({ offset, length, chunks: current });
    offset += length;
    current = [];
    length = 0;
  };
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + size - length);
      current.push(part);
      length += part.length;
      at += part.length;
      if (length === size) finish();
    }
  }
  finish();
  return cuts;
}
