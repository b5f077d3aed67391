import { Gunzip } from 'fflate';
import { concat } from '../../bytes/concat.ts';
import { HttpError } from './http-error.ts';

/** Takes a body as it comes and keeps it, up to a limit: 'too-large' beyond that. */
export interface BodySink {
  /** Bytes of an announced length beyond which the answer is not even begun. */
  readonly limit: number;
  /** Copies what it keeps. */
  add(bytes: Uint8Array): void;
  /** The whole body, in fresh memory. */
  end(): Uint8Array;
}

export class PlainBody implements BodySink {
  readonly limit: number;
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  get length(): number {
    return this.#length;
  }

  add(bytes: Uint8Array): void {
    this.#length += bytes.length;
    if (this.#length > this.limit) {
      throw new HttpError('too-large', `the answer is over ${this.limit} bytes`);
    }
    this.#chunks.push(bytes.slice());
  }

  end(): Uint8Array {
    return concat(this.#chunks);
  }
}

/** Deflate makes at most 1,032 bytes of one: a slice makes 1 MiB before it is counted. */
const SLICE = 1024;
/** A header, no data at all, a trailer. */
const LEAST_GZIP = 18;
/** What gzip may add to data that cannot be compressed. */
const OVERHEAD = 64 * 1024;

/**
 * A gzip body (RFC 1952). The limit is on what it inflates to, and holds while it does: the
 * input is fed in small slices, so that a bomb is stopped before it takes any memory.
 */
export class GzipBody implements BodySink {
  readonly limit: number;
  readonly #inputLimit: number;
  readonly #output: PlainBody;
  readonly #gunzip: Gunzip;
  #received = 0;
  /** Length of the output before the present member. */
  #memberStart = 0;
  /** The last bytes received, which say how long the last member's data is. */
  #tail = new Uint8Array(4);

  constructor(limit: number) {
    this.limit = limit;
    this.#inputLimit = limit + OVERHEAD;
    this.#output = new PlainBody(limit);
    this.#gunzip = new Gunzip((chunk) => this.#output.add(chunk));
    this.#gunzip.onmember = () => {
      this.#memberStart = this.#output.length;
    };
  }

  add(bytes: Uint8Array): void {
    this.#received += bytes.length;
    if (this.#received > this.#inputLimit) {
      throw new HttpError('too-large', `the answer is over ${this.#inputLimit} bytes`);
    }
    for (let at = 0; at < bytes.length; at += SLICE) {
      const slice = bytes.slice(at, at + SLICE);
      this.#inflate(slice, false);
      this.#tail = concat([this.#tail, slice.subarray(-4)]).slice(-4);
    }
  }

  end(): Uint8Array {
    if (this.#received === 0) return new Uint8Array(0);
    this.#inflate(new Uint8Array(0), true);
    // fflate does not notice an input that is cut short.
    const claimed = new DataView(this.#tail.buffer).getUint32(0, true);
    const isWhole = claimed === this.#output.length - this.#memberStart;
    if (!isWhole || this.#received < LEAST_GZIP) throw badGzip();
    return this.#output.end();
  }

  #inflate(bytes: Uint8Array, isLast: boolean): void {
    try {
      this.#gunzip.push(bytes, isLast);
    } catch (error) {
      throw error instanceof HttpError ? error : badGzip(error);
    }
  }
}

function badGzip(cause?: unknown): HttpError {
  return new HttpError('bad-answer', 'the answer cannot be decompressed', { cause });
}
