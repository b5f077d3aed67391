/** Bytes of zeros behind `length` bytes, so that what follows begins with a piece (BEP 52). */
export function padding(length: number, pieceLength: number): number {
  return (pieceLength - (length % pieceLength)) % pieceLength;
}
