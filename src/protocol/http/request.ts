import { encodeLatin1 } from '../../bytes/text.ts';

export interface HttpRequest {
  /** An http address, without characters that the URL parser would have escaped. */
  readonly url: URL;
  readonly userAgent: string;
  /** Beyond those that every request has, such as Range, or in place of them. */
  readonly headers: ReadonlyMap<string, string>;
}

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const VALUE = /^[\t\u0020-\u007e]*$/;

/**
 * One GET (RFC 9112), after which the server closes unless the headers say otherwise. Throws
 * RangeError for a header that would not be one: nothing can be smuggled in behind a line
 * break.
 */
export function encodeRequest({ url, userAgent, headers }: HttpRequest): Uint8Array {
  const all = new Map([
    ['Host', url.host],
    ['User-Agent', userAgent],
    ['Accept-Encoding', 'gzip'],
    ['Connection', 'close'],
    ...headers,
  ]);
  const lines = [...all].map(([name, value]) => {
    if (NAME.test(name) && VALUE.test(value)) return `${name}: ${value}\r\n`;
    throw new RangeError(`not a header: ${JSON.stringify(name)}`);
  });
  const target = url.pathname + url.search;
  return encodeLatin1(`GET ${target} HTTP/1.1\r\n${lines.join('')}\r\n`);
}
