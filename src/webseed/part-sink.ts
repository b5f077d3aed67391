import { WebSeedError } from '../errors/web-seed-error.ts';
import type { RangeSink } from '../http/range-client.ts';
import { HttpError } from '../protocol/http/http-error.ts';
import type { ResponseHead } from '../protocol/http/response-head.ts';
import type { FilePart } from './file-parts.ts';
import type { Verdict } from './judge-answer.ts';

/** The server asks to come again later; in so many milliseconds, if it said when. */
export class ComeLater extends Error {
  readonly ms: number | undefined;

  constructor(ms: number | undefined) {
    super('the server asks to come again later');
    this.ms = ms;
  }
}

/** Takes one part of a file out of an answer. */
export class PartSink implements RangeSink {
  readonly #part: FilePart;
  readonly #judge: (head: ResponseHead) => Verdict;
  readonly #put: (at: number, bytes: Uint8Array) => void;
  /** Bytes before the part begins, or goes on. */
  #skip = 0;
  #taken = 0;

  constructor(
    part: FilePart,
    judge: (head: ResponseHead) => Verdict,
    put: (at: number, bytes: Uint8Array) => void,
  ) {
    this.#part = part;
    this.#judge = judge;
    this.#put = put;
  }

  head(head: ResponseHead): void {
    const verdict = this.#judge(head);
    switch (verdict.kind) {
      case 'take':
        this.#skip = verdict.skip;
        return;
      case 'wait':
        throw new ComeLater(verdict.ms);
      case 'aside':
        throw verdict.error;
    }
  }

  data(bytes: Uint8Array): void {
    const skipped = Math.min(this.#skip, bytes.length);
    this.#skip -= skipped;
    const { at, length } = this.#part;
    const mine = bytes.subarray(skipped, skipped + length - this.#taken);
    if (mine.length === 0) return;
    this.#put(at + this.#taken, mine);
    this.#taken += mine.length;
  }

  /** The answer is over. Throws when it was too short. */
  end(): void {
    if (this.#taken < this.#part.length) {
      throw new HttpError('bad-answer', 'the answer is cut short');
    }
  }
}

/** What a failed exchange says of the server; undefined when another try may go well. */
export function hopeless(error: unknown): WebSeedError | undefined {
  if (error instanceof WebSeedError) return error;
  if (!(error instanceof HttpError)) return undefined;
  switch (error.code) {
    case 'too-many-redirects':
      return new WebSeedError('too-many-redirects', error.message, { cause: error });
    case 'unsupported-scheme':
    case 'bad-url':
    case 'bad-redirect':
      return new WebSeedError('unsupported-scheme', error.message, { cause: error });
    case 'too-large':
      return new WebSeedError('bad-answer', error.message, { cause: error });
    // Cut short, perhaps, as connections are.
    case 'bad-answer':
    case 'no-answer':
      return undefined;
  }
}
