import type { Clock } from '../ports/clock.ts';
import type { HttpsPort } from '../ports/https.ts';
import type { TcpPort } from '../ports/tcp.ts';
import { HttpError } from '../protocol/http/http-error.ts';
import { parseHttpUrl } from '../protocol/http/http-url.ts';
import { Deadline } from './deadline.ts';
import { followRedirect } from './follow-redirect.ts';
import { withoutLogin } from './login.ts';
import { redirectTarget } from './redirect.ts';
import { type Answer, endpointOf, tcpExchange } from './tcp-exchange.ts';

const MAX_REDIRECTS = 5;

export interface HttpOptions {
  /** Of the body, inflated. */
  readonly maxBytes: number;
  /** For everything, redirects included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** 5 by default. */
  readonly maxRedirects?: number;
  /** Such as Range. */
  readonly headers?: ReadonlyMap<string, string>;
  /**
   * What to connect to for the host of an http address, tried one after another; by default
   * the host by its name. Of https the host of this engine decides.
   */
  readonly addresses?: (host: string, signal: AbortSignal) => Promise<readonly string[]>;
}

export interface HttpResponse {
  /** Any status: what is not 200 is for the caller to judge. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  /** Where it came from in the end. */
  readonly url: string;
}

/** What a client needs of its host. */
export interface HttpPorts {
  readonly tcp: TcpPort;
  readonly https: HttpsPort | undefined;
  readonly clock: Clock;
}

/**
 * An HTTP/1.1 client for trackers, web seeds and torrent files. http goes over the TCP port,
 * https over the host's own; redirects lead nowhere else.
 */
export class HttpClient {
  readonly #ports: HttpPorts;
  readonly #userAgent: string;

  constructor(ports: HttpPorts, userAgent: string) {
    this.#ports = ports;
    this.#userAgent = userAgent;
  }

  /**
   * One GET, redirects followed. Rejects with HttpError for what was asked or answered, and
   * with NetworkError for the rest: 'timed-out', 'aborted', or what the network said. Nothing
   * is left open then: no socket, no timer, no listener.
   */
  async get(address: string, options: HttpOptions): Promise<HttpResponse> {
    const deadline = new Deadline(this.#ports.clock, options.timeoutMs, options.signal);
    try {
      return await this.#follow(parseHttpUrl(address), options, deadline.signal);
    } catch (error) {
      // Who was interrupted may say so in its own words; why is what counts.
      throw deadline.signal.aborted ? deadline.signal.reason : error;
    } finally {
      deadline.release();
    }
  }

  async #follow(
    first: URL,
    options: HttpOptions,
    signal: AbortSignal,
  ): Promise<HttpResponse> {
    const { maxRedirects = MAX_REDIRECTS } = options;
    let url = first;
    for (let redirects = 0; ; redirects++) {
      signal.throwIfAborted();
      const answer = await this.#exchange(url, options, signal);
      const target = redirectTarget(answer.status, answer.headers.get('location'));
      if (target === undefined) return { ...answer, url: url.href };
      if (redirects === maxRedirects) {
        throw new HttpError('too-many-redirects', `more than ${maxRedirects} redirects`);
      }
      url = followRedirect(url, target);
    }
  }

  async #exchange(from: URL, options: HttpOptions, signal: AbortSignal): Promise<Answer> {
    const { tcp, https, clock } = this.#ports;
    const { maxBytes } = options;
    const { plain: url, headers: login } = withoutLogin(from);
    const headers = new Map([...login, ...(options.headers ?? [])]);
    if (url.protocol === 'http:') {
      const request = { url, userAgent: this.#userAgent, headers };
      const { host, port } = endpointOf(url);
      const hosts = (await options.addresses?.(host, signal)) ?? [host];
      const remotes = hosts.map((address) => ({ host: address, port }));
      return tcpExchange({ tcp, clock }, remotes, request, maxBytes, signal);
    }
    if (!https) throw new HttpError('unsupported-scheme', 'https is not possible here');
    const answer = await https.get(url.href, maxBytes, signal, headers);
    if (!answer.cut) return answer;
    throw new HttpError('too-large', `the answer is over ${maxBytes} bytes`);
  }
}
