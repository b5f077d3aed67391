import { HttpError } from './http-error.ts';

const LF = 0x0a;
const CR = 0x0d;
/** Bytes of a size line, extensions included. */
const MAX_SIZE_LINE = 256;
/** Bytes of all trailers. */
const MAX_TRAILERS = 8192;
const SIZE_LINE = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i;

/**
 * Where the decoder is (RFC 9112, section 7.1): size -> data -> data-end -> size ..., and
 * after the chunk of size 0: trailers -> done.
 */
type State = 'size' | 'data' | 'data-end' | 'trailers' | 'done';

/** Undoes the chunked transfer coding. Failures are HttpError 'bad-answer'. */
export class ChunkedDecoder {
  readonly #data: (bytes: Uint8Array) => void;
  #state: State = 'size';
  /** Bytes of the chunk still to come. */
  #left = 0;
  #line = '';
  #trailers = 0;

  /** `data` gets views of what is pushed. */
  constructor(data: (bytes: Uint8Array) => void) {
    this.#data = data;
  }

  get done(): boolean {
    return this.#state === 'done';
  }

  /** What follows the end is ignored. */
  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length && this.#state !== 'done') {
      if (this.#state === 'data') at += this.#copy(bytes.subarray(at));
      else this.#readLine(bytes[at++]!);
    }
  }

  #copy(bytes: Uint8Array): number {
    const taken = Math.min(bytes.length, this.#left);
    this.#left -= taken;
    if (this.#left === 0) this.#state = 'data-end';
    this.#data(bytes.subarray(0, taken));
    return taken;
  }

  #readLine(byte: number): void {
    if (this.#state === 'trailers' && ++this.#trailers > MAX_TRAILERS) {
      throw new HttpError('bad-answer', 'too many trailers');
    }
    if (byte !== LF) {
      this.#line += String.fromCharCode(byte);
      if (this.#state !== 'trailers' && this.#line.length > MAX_SIZE_LINE) {
        throw new HttpError('bad-answer', 'a chunk size is too long');
      }
      return;
    }
    const line =
      this.#line.charCodeAt(this.#line.length - 1) === CR
        ? this.#line.slice(0, -1)
        : this.#line;
    this.#line = '';
    this.#endLine(line);
  }

  #endLine(line: string): void {
    if (this.#state === 'size') {
      const size = SIZE_LINE.exec(line)?.[1];
      if (size === undefined) throw new HttpError('bad-answer', 'a chunk has no size');
      this.#left = Number.parseInt(size, 16);
      this.#state = this.#left === 0 ? 'trailers' : 'data';
    } else if (line === '') {
      this.#state = this.#state === 'trailers' ? 'done' : 'size';
    } else if (this.#state === 'data-end') {
      throw new HttpError('bad-answer', 'a chunk is longer than its size');
    }
  }
}
