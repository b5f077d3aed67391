import { HttpError } from './http-error.ts';

export interface ResponseHead {
  readonly status: number;
  /** Names in lower case; the values of a repeated one are joined by ", ". */
  readonly headers: ReadonlyMap<string, string>;
}

const MAX_HEADERS = 100;
const STATUS_LINE = /^HTTP\/1\.[01] ([1-5]\d\d)(?: .*)?$/;
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** A line folded onto the next (RFC 9112, section 5.2) fails as a name that has a space. */
const SEPARATOR = ':';
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the point
const MISPLACED = /[\u0000\r]/;

/** Reads a status line and headers, line ends removed. Throws HttpError 'bad-answer'. */
export function parseHead([statusLine = '', ...lines]: readonly string[]): ResponseHead {
  const status = STATUS_LINE.exec(statusLine)?.[1];
  if (status === undefined) throw new HttpError('bad-answer', 'this is not HTTP/1.1');
  if (lines.length > MAX_HEADERS) throw new HttpError('bad-answer', 'too many headers');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const split = line.indexOf(SEPARATOR);
    const name = line.slice(0, Math.max(split, 0)).toLowerCase();
    const value = line.slice(split + 1).trim();
    if (!NAME.test(name) || MISPLACED.test(value)) {
      throw new HttpError('bad-answer', 'a header is malformed');
    }
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return { status: Number(status), headers };
}
