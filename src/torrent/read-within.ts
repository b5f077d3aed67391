/** What pieces are read from: ReadCache. */
interface PieceSource {
  read(piece: number, begin: number, length: number): Promise<Uint8Array>;
}

/** `length` bytes of a piece from `begin`; from `end` on there are none, and zeros instead. */
export async function readWithin(
  end: number,
  source: PieceSource,
  piece: number,
  begin: number,
  length: number,
): Promise<Uint8Array> {
  if (begin + length <= end) return source.read(piece, begin, length);
  const bytes = new Uint8Array(length);
  if (begin < end) bytes.set(await source.read(piece, begin, end - begin));
  return bytes;
}
