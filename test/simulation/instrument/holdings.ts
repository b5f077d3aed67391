/** Which pieces each address has, as far as it told anyone; lies included. */
export class Holdings {
  readonly #pieceCount: () => number;
  readonly #pieces = new Map<string, Set<number>>();

  constructor(pieceCount: () => number) {
    this.#pieceCount = pieceCount;
  }

  of(address: string): ReadonlySet<number> {
    return this.#pieces.get(address) ?? new Set();
  }

  /** Whether that is news. */
  add(address: string, piece: number): boolean {
    const pieces = this.#pieces.get(address) ?? new Set();
    this.#pieces.set(address, pieces);
    if (pieces.has(piece)) return false;
    pieces.add(piece);
    return true;
  }

  addBits(address: string, bits: Uint8Array): void {
    for (let piece = 0; piece < this.#pieceCount(); piece++) {
      if ((bits[piece >> 3]! & (0x80 >> (piece & 7))) !== 0) this.add(address, piece);
    }
  }

  addAll(address: string): void {
    for (let piece = 0; piece < this.#pieceCount(); piece++) this.add(address, piece);
  }
}
