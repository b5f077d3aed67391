import { HttpError } from './http-error.ts';

const MAX_LENGTH = 8192;
/** The URL parser would drop or escape these in silence: what is meant is not what is said. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the point
const MISPLACED = /[\u0000-\u0020\u007f]/;

/**
 * An http or https address, relative to `base` if there is one. Throws HttpError 'bad-url'
 * or 'unsupported-scheme'.
 */
export function parseHttpUrl(text: string, base?: URL): URL {
  if (text.length > MAX_LENGTH || MISPLACED.test(text)) {
    throw new HttpError('bad-url', 'the address is malformed');
  }
  const url = parse(text, base);
  if (!url || url.port === '0')
    throw new HttpError('bad-url', 'the address is malformed');
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  throw new HttpError('unsupported-scheme', `not an http address: ${url.protocol}`);
}

/** As URL.parse, which Node 20 lacks. */
function parse(text: string, base: URL | undefined): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined;
}
