import { bodyFraming } from './body-framing.ts';
import { type BodySink, GzipBody, PlainBody } from './body-sink.ts';
import { ChunkedDecoder } from './chunked-decoder.ts';
import { parseContentRange } from './content-range.ts';
import { HttpError } from './http-error.ts';
import { parseHead, type ResponseHead } from './response-head.ts';

const LF = 0x0a;
/** Bytes of the status line and all headers, those of interim answers included. */
const MAX_HEAD = 32 * 1024;

/**
 * Where the reader is: head -> length | chunked | until-close -> done. An interim head
 * (1xx) leads back to head.
 */
type State =
  | { readonly kind: 'head' }
  | { readonly kind: 'length'; readonly sink: BodySink; left: number }
  | {
      readonly kind: 'chunked';
      readonly sink: BodySink;
      readonly decoder: ChunkedDecoder;
    }
  | { readonly kind: 'until-close'; readonly sink: BodySink }
  | { readonly kind: 'done'; readonly body: Uint8Array };

/** Where the body of such an answer goes; may throw, which is the reader's failure then. */
export type OpenBody = (head: ResponseHead) => BodySink;

/** Keeps up to `limit` bytes of a body, inflated; 'too-large' beyond that. */
export function keepBody(limit: number): OpenBody {
  return (head) => bodySink(head, limit);
}

/**
 * Reads one response to a GET, however it is cut into chunks. Of the head it keeps no more than
 * 32 KiB; the body goes into the sink as it comes. Failures are what the sink throws, and
 * HttpError 'no-answer', 'bad-answer' and 'too-large', after which the reader is not used again.
 */
export class ResponseReader {
  readonly #open: OpenBody;
  #state: State = { kind: 'head' };
  #head: ResponseHead | undefined;
  #headLength = 0;
  #lines: string[] = [];
  #line = '';

  constructor(open: OpenBody) {
    this.#open = open;
  }

  /** undefined until all of it came. */
  get head(): ResponseHead | undefined {
    return this.#head;
  }

  /** undefined until all of it came; whatever followed it was ignored. */
  get body(): Uint8Array | undefined {
    return this.#state.kind === 'done' ? this.#state.body : undefined;
  }

  push(bytes: Uint8Array): void {
    let at = 0;
    while (this.#state.kind === 'head' && at < bytes.length) this.#readHead(bytes[at++]!);
    if (at < bytes.length) this.#readBody(bytes.subarray(at));
  }

  /** The server closed: a body without a length ends here, anything else is cut short. */
  end(): void {
    if (this.#state.kind === 'done') return;
    if (this.#headLength === 0) throw new HttpError('no-answer', 'there was no answer');
    if (this.#state.kind !== 'until-close') {
      throw new HttpError('bad-answer', 'the answer is cut short');
    }
    this.#finish(this.#state.sink);
  }

  #readHead(byte: number): void {
    if (++this.#headLength > MAX_HEAD) {
      throw new HttpError('bad-answer', 'the headers are too long');
    }
    if (byte !== LF) {
      this.#line += String.fromCharCode(byte);
      return;
    }
    const line = this.#line.endsWith('\r') ? this.#line.slice(0, -1) : this.#line;
    this.#line = '';
    if (line !== '') this.#lines.push(line);
    else this.#endHead();
  }

  #endHead(): void {
    const head = parseHead(this.#lines);
    this.#lines = [];
    if (head.status === 101) throw new HttpError('bad-answer', 'nobody asked to upgrade');
    if (head.status < 200) return;
    if (
      head.status === 206 &&
      !parseContentRange(head.headers.get('content-range') ?? '')
    ) {
      throw new HttpError('bad-answer', 'the content range is malformed');
    }
    this.#head = head;
    this.#beginBody(head);
  }

  #beginBody(head: ResponseHead): void {
    const framing = bodyFraming(head);
    const sink = this.#open(head);
    switch (framing.kind) {
      case 'length':
        if (framing.length > sink.limit) {
          throw new HttpError('too-large', `the answer is over ${sink.limit} bytes`);
        }
        if (framing.length === 0) this.#finish(sink);
        else this.#state = { kind: 'length', sink, left: framing.length };
        return;
      case 'chunked': {
        const decoder = new ChunkedDecoder((bytes) => sink.add(bytes));
        this.#state = { kind: 'chunked', sink, decoder };
        return;
      }
      case 'until-close':
        this.#state = { kind: 'until-close', sink };
    }
  }

  #readBody(bytes: Uint8Array): void {
    const state = this.#state;
    switch (state.kind) {
      case 'length': {
        const taken = bytes.subarray(0, state.left);
        state.sink.add(taken);
        state.left -= taken.length;
        if (state.left === 0) this.#finish(state.sink);
        return;
      }
      case 'chunked':
        state.decoder.push(bytes);
        if (state.decoder.done) this.#finish(state.sink);
        return;
      case 'until-close':
        state.sink.add(bytes);
        return;
      case 'head':
      case 'done':
    }
  }

  #finish(sink: BodySink): void {
    this.#state = { kind: 'done', body: sink.end() };
  }
}

function bodySink({ headers }: ResponseHead, limit: number): BodySink {
  const coding = headers.get('content-encoding')?.toLowerCase() ?? 'identity';
  switch (coding) {
    case 'identity':
    case '':
      return new PlainBody(limit);
    case 'gzip':
    case 'x-gzip':
      return new GzipBody(limit);
    default:
      throw new HttpError('bad-answer', 'the content encoding is unknown');
  }
}
