/** One number for a block: a piece has fewer than 65,536 of them. */
export function keyOf(piece: number, block: number): number {
  return piece * 65536 + block;
}

export function pieceOf(key: number): number {
  return Math.floor(key / 65536);
}

export function blockOf(key: number): number {
  return key % 65536;
}
