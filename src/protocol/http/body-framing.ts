import { HttpError } from './http-error.ts';
import type { ResponseHead } from './response-head.ts';

/** How the end of a body is known (RFC 9112, section 6.3). */
export type BodyFraming =
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until-close' };

/** Throws HttpError 'bad-answer' where the headers leave doubt. */
export function bodyFraming({ status, headers }: ResponseHead): BodyFraming {
  const length = contentLength(headers.get('content-length'));
  const coding = headers.get('transfer-encoding')?.toLowerCase();
  if (status === 204 || status === 304) return { kind: 'length', length: 0 };
  if (coding === 'chunked') return { kind: 'chunked' };
  if (coding !== undefined && coding !== 'identity') {
    throw new HttpError('bad-answer', 'the transfer encoding is unknown');
  }
  return length === undefined ? { kind: 'until-close' } : { kind: 'length', length };
}

/** A repeated header counts once, as long as it says the same (RFC 9110, section 8.6). */
function contentLength(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [first = '', ...others] = text.split(',').map((part) => part.trim());
  if (/^\d{1,15}$/.test(first) && others.every((other) => other === first)) {
    return Number(first);
  }
  throw new HttpError('bad-answer', 'the content length is malformed');
}
