import type { HttpsPort } from '../ports/https.ts';
import type { TcpPort } from '../ports/tcp.ts';
import type { BodySink } from '../protocol/http/body-sink.ts';
import { HttpError } from '../protocol/http/http-error.ts';
import { parseHttpUrl } from '../protocol/http/http-url.ts';
import { encodeRequest } from '../protocol/http/request.ts';
import type { ResponseHead } from '../protocol/http/response-head.ts';
import type { OpenBody } from '../protocol/http/response-reader.ts';
import { followRedirect } from './follow-redirect.ts';
import { KeptConnection } from './kept-connection.ts';
import { withoutLogin } from './login.ts';
import { redirectTarget } from './redirect.ts';
import { endpointOf } from './tcp-exchange.ts';

/** Bytes of a file at an address, first and last. */
export interface RangeRequest {
  readonly url: string;
  readonly first: number;
  readonly last: number;
}

/** Who hears an answer; whatever it throws ends the request, which rejects with it. */
export interface RangeSink {
  /** Of any status but a redirect. */
  head(head: ResponseHead): void;
  /** Of the body, in order; a view that is valid only now. */
  data(bytes: Uint8Array): void;
}

export interface RangePorts {
  readonly tcp: TcpPort;
  readonly https: HttpsPort | undefined;
}

const MAX_REDIRECTS = 5;
/** Addresses remembered that lead elsewhere. */
const MAX_MOVED = 1000;
/** Bytes of a redirect's own body to put up with. */
const MAX_ASIDE = 64 * 1024;
/** Bytes read over https beyond what was asked for: of a server that knows no ranges. */
const HTTPS_SLACK = 4 << 20;

/**
 * Ranges of files from one server, one request at a time; over http the connection is kept
 * from one to the next. Where a redirect led is remembered, until it leads nowhere.
 */
export class RangeClient {
  readonly #ports: RangePorts;
  readonly #userAgent: string;
  readonly #moved = new Map<string, string>();
  #connection: KeptConnection | undefined;
  #origin = '';
  #paused = false;

  constructor(ports: RangePorts, userAgent: string) {
    this.#ports = ports;
    this.#userAgent = userAgent;
  }

  /**
   * Resolves when the sink has heard all of the answer. Rejects with what the sink threw, with
   * HttpError, or with NetworkError; 'aborted' once the signal fires.
   */
  async get(request: RangeRequest, sink: RangeSink, signal: AbortSignal): Promise<void> {
    const remembered = this.#moved.get(request.url);
    let url = parseHttpUrl(remembered ?? request.url);
    try {
      for (let redirects = 0; ; redirects++) {
        signal.throwIfAborted();
        const target = await this.#exchange(url, request, sink, signal);
        if (target === undefined) return;
        if (redirects === MAX_REDIRECTS) {
          throw new HttpError(
            'too-many-redirects',
            `more than ${MAX_REDIRECTS} redirects`,
          );
        }
        url = followRedirect(url, target);
        this.#remember(request.url, url.href);
      }
    } catch (error) {
      // Perhaps it was moved again, or that address was good for an hour only.
      this.#moved.delete(request.url);
      throw signal.aborted ? signal.reason : error;
    }
  }

  /** Nothing is read until resume, as far as the transport can wait. */
  pause(): void {
    this.#paused = true;
    this.#connection?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#connection?.resume();
  }

  close(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }

  #remember(from: string, to: string): void {
    if (this.#moved.size >= MAX_MOVED) this.#moved.clear();
    this.#moved.set(from, to);
  }

  /** Answers where a redirect leads. */
  async #exchange(
    from: URL,
    range: RangeRequest,
    sink: RangeSink,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { plain: url, headers: login } = withoutLogin(from);
    const headers = new Map([...login, ['Range', `bytes=${range.first}-${range.last}`]]);
    if (url.protocol === 'https:') {
      return this.#overTls(url, headers, range, sink, signal);
    }
    // No coding: a range is one of what the file's bytes are, not of what they pack to.
    headers.set('Accept-Encoding', 'identity').set('Connection', 'keep-alive');
    // Each connection owns what is written to it.
    const bytes = () => encodeRequest({ url, userAgent: this.#userAgent, headers });
    const mayBeStale = this.#connection?.usable === true && this.#origin === url.origin;
    let isHeard = false;
    const open: OpenBody = (head) => {
      isHeard = true;
      const location = head.headers.get('location');
      if (redirectTarget(head.status, location) !== undefined) return new Ignored();
      sink.head(head);
      return new Passing(sink);
    };
    if (!mayBeStale) await this.#connect(url, signal);
    try {
      return await this.#ask(bytes(), open, signal);
    } catch (error) {
      this.close();
      // A server may close a connection that it kept, just when it is asked again.
      if (!mayBeStale || isHeard || signal.aborted) throw error;
      await this.#connect(url, signal);
      return this.#ask(bytes(), open, signal);
    }
  }

  async #connect(url: URL, signal: AbortSignal): Promise<void> {
    this.close();
    const connection = await this.#ports.tcp.connect(endpointOf(url), signal);
    if (signal.aborted) connection.close();
    signal.throwIfAborted();
    this.#connection = new KeptConnection(connection);
    this.#origin = url.origin;
    if (this.#paused) connection.pause();
  }

  async #ask(
    request: Uint8Array,
    open: OpenBody,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const connection = this.#connection!;
    const abort = () => connection.close(signal.reason);
    signal.addEventListener('abort', abort);
    try {
      const { status, headers } = await connection.exchange(request, open);
      return redirectTarget(status, headers.get('location'));
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  async #overTls(
    url: URL,
    headers: ReadonlyMap<string, string>,
    { first, last }: RangeRequest,
    sink: RangeSink,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { https } = this.#ports;
    if (!https) throw new HttpError('unsupported-scheme', 'https is not possible here');
    const limit = last - first + 1 + HTTPS_SLACK;
    const answer = await https.get(url.href, limit, signal, headers);
    signal.throwIfAborted();
    const target = redirectTarget(answer.status, answer.headers.get('location'));
    if (target !== undefined) return target;
    // What is sent beyond what was asked for is the sink's to judge, by the head.
    sink.head(answer);
    if (answer.body.length > 0) sink.data(answer.body);
    return undefined;
  }
}

/** The body of an answer to the sink's own taste. */
class Passing implements BodySink {
  readonly limit = Number.POSITIVE_INFINITY;
  readonly #sink: RangeSink;

  constructor(sink: RangeSink) {
    this.#sink = sink;
  }

  add(bytes: Uint8Array): void {
    this.#sink.data(bytes);
  }

  end(): Uint8Array {
    return NOTHING;
  }
}

/** What a redirect says besides. */
class Ignored implements BodySink {
  readonly limit = MAX_ASIDE;
  #length = 0;

  add(bytes: Uint8Array): void {
    this.#length += bytes.length;
    if (this.#length > MAX_ASIDE) throw new HttpError('too-large', 'a redirect too long');
  }

  end(): Uint8Array {
    return NOTHING;
  }
}

const NOTHING = new Uint8Array(0);
