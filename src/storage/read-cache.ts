/** What the bytes are read from: TorrentStorage. */
export interface ReadSource {
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes read at once for whoever downloads from us: the next request is for the next block. */
const SPAN = 1 << 20;
const SPANS = 16;

/**
 * Reads ahead for uploads: spans of up to 1 MiB within one piece, the last sixteen kept.
 * Requests that meet in one span wait for one read. Only pieces that are had are read, and
 * those never change, so nothing here goes stale.
 */
export class ReadCache {
  readonly #source: ReadSource;
  readonly #pieceLength: number;
  readonly #size: number;
  readonly #spans = new Map<number, Promise<Uint8Array>>();

  /** `size`: length of the whole stream, bytes. */
  constructor(source: ReadSource, pieceLength: number, size: number) {
    this.#source = source;
    this.#pieceLength = pieceLength;
    this.#size = size;
  }

  /**
   * `length` bytes of a piece from `begin`, which lie within it: a view, not to be changed.
   * Rejects with StorageError.
   */
  async read(piece: number, begin: number, length: number): Promise<Uint8Array> {
    const index = Math.floor(begin / SPAN);
    const from = begin - index * SPAN;
    const span = await this.#span(piece, index);
    if (from + length <= span.length) return span.subarray(from, from + length);
    const bytes = new Uint8Array(length);
    const head = span.subarray(from);
    bytes.set(head);
    bytes.set(
      await this.read(piece, begin + head.length, length - head.length),
      head.length,
    );
    return bytes;
  }

  #span(piece: number, index: number): Promise<Uint8Array> {
    const key = piece * SPANS_A_PIECE + index;
    const known = this.#spans.get(key);
    if (known) {
      this.#spans.delete(key);
      this.#spans.set(key, known);
      return known;
    }
    const offset = piece * this.#pieceLength + index * SPAN;
    const end = Math.min((piece + 1) * this.#pieceLength, this.#size);
    const span = this.#source.read(offset, Math.min(SPAN, end - offset));
    this.#spans.set(key, span);
    span.catch(() => {
      if (this.#spans.get(key) === span) this.#spans.delete(key);
    });
    if (this.#spans.size > SPANS) this.#spans.delete(this.#spans.keys().next().value!);
    return span;
  }
}

/** More spans than the longest piece can have. */
const SPANS_A_PIECE = 1 << 16;
