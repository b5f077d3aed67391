/** What the bytes are read from: TorrentStorage. */
export interface ReadSource {
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** The reads of one torrent. */
export interface CachedReads {
  /**
   * `length` bytes of a piece from `begin`, which lie within it: a view, not to be changed.
   * Rejects with StorageError.
   */
  read(piece: number, begin: number, length: number): Promise<Uint8Array>;
  /** What is kept of a piece is not to be had any more. */
  forget(piece: number): void;
  /** Lets go of all that is kept of them. */
  close(): void;
}

/** Bytes read at once for whoever downloads from us: the next request is for the next block. */
const SPAN = 1 << 20;
/** More spans than the longest piece can have. */
const SPANS_A_PIECE = 1 << 16;

interface Span {
  readonly bytes: Promise<Uint8Array>;
  readonly length: number;
}

/**
 * Reads ahead for the uploads of all torrents: spans of up to 1 MiB within one piece, kept
 * within one budget. Where it is used up, the torrent that has most gives up what it used
 * longest ago, so that a fast one leaves the others theirs. Requests that meet in one span wait
 * for one read. Only pieces that are had are read, and those do not change: one that is lost
 * is forgotten.
 */
export class ReadCache {
  readonly #budget: number;
  readonly #shares = new Set<Share>();
  #bytes = 0;

  /** `budget` in bytes. */
  constructor(budget: number) {
    this.#budget = budget;
  }

  /** Bytes kept, or being read to be kept. */
  get bytes(): number {
    return this.#bytes;
  }

  /** `size`: length of the torrent's whole stream, bytes. */
  open(source: ReadSource, pieceLength: number, size: number): CachedReads {
    const share: Share = new Share({ source, pieceLength, size }, (change) => {
      this.#bytes += change;
      this.#shrink(share);
    });
    this.#shares.add(share);
    return {
      read: (piece, begin, length) => share.read(piece, begin, length),
      forget: (piece) => share.forget(piece),
      close: () => {
        this.#shares.delete(share);
        share.close();
      },
    };
  }

  /** The span just read stays, however small the budget is. */
  #shrink(reader: Share): void {
    while (this.#bytes > this.#budget) {
      let most = reader;
      for (const share of this.#shares) if (share.bytes > most.bytes) most = share;
      if (most === reader && most.count <= 1) return;
      most.shrink();
    }
  }
}

interface ShareOptions {
  readonly source: ReadSource;
  readonly pieceLength: number;
  readonly size: number;
}

/** What is kept of one torrent. */
class Share {
  readonly #options: ShareOptions;
  readonly #changed: (bytes: number) => void;
  /** Those used last come last. */
  readonly #spans = new Map<number, Span>();
  #bytes = 0;
  #closed = false;

  constructor(options: ShareOptions, changed: (bytes: number) => void) {
    this.#options = options;
    this.#changed = changed;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get count(): number {
    return this.#spans.size;
  }

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

  forget(piece: number): void {
    for (const key of [...this.#spans.keys()]) {
      if (Math.floor(key / SPANS_A_PIECE) === piece) this.#drop(key);
    }
  }

  /** Gives up what was used longest ago. */
  shrink(): void {
    this.#drop(this.#spans.keys().next().value!);
  }

  close(): void {
    this.#closed = true;
    for (const key of [...this.#spans.keys()]) this.#drop(key);
  }

  #span(piece: number, index: number): Promise<Uint8Array> {
    const key = piece * SPANS_A_PIECE + index;
    const known = this.#spans.get(key);
    if (known) {
      this.#spans.delete(key);
      this.#spans.set(key, known);
      return known.bytes;
    }
    const { source, pieceLength, size } = this.#options;
    const offset = piece * pieceLength + index * SPAN;
    const end = Math.min((piece + 1) * pieceLength, size);
    const length = Math.min(SPAN, end - offset);
    const bytes = source.read(offset, length);
    if (this.#closed) return bytes;
    const span = { bytes, length };
    this.#spans.set(key, span);
    bytes.catch(() => {
      if (this.#spans.get(key) === span) this.#drop(key);
    });
    this.#count(length);
    return bytes;
  }

  #drop(key: number): void {
    const span = this.#spans.get(key)!;
    this.#spans.delete(key);
    this.#count(-span.length);
  }

  #count(change: number): void {
    this.#bytes += change;
    this.#changed(change);
  }
}
