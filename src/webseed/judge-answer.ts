import { WebSeedError } from '../errors/web-seed-error.ts';
import { retryAfter } from '../http/retry-after.ts';
import { parseContentRange } from '../protocol/http/content-range.ts';
import type { ResponseHead } from '../protocol/http/response-head.ts';
import type { FilePart } from './file-parts.ts';

/** What to make of an answer. */
export type Verdict =
  /** The part begins after so many bytes of the body. */
  | { readonly kind: 'take'; readonly skip: number }
  /** Ask again later: in so many milliseconds, if it said when. */
  | { readonly kind: 'wait'; readonly ms: number | undefined }
  | { readonly kind: 'aside'; readonly error: WebSeedError };

/** Bytes of a file that is taken whole for a part of it, where the server knows no ranges. */
const MAX_WHOLE = 4 << 20;

/** `size`: of the file, bytes. `date`: now, in milliseconds since 1970. */
export function judgeAnswer(
  { status, headers }: ResponseHead,
  part: Pick<FilePart, 'offset' | 'length'>,
  size: number,
  date: number,
): Verdict {
  const coding = headers.get('content-encoding') ?? 'identity';
  switch (status) {
    case 200:
    case 206:
      if (coding !== 'identity') {
        return aside('bad-answer', 'it packs what it sends');
      }
      return status === 200
        ? judgeWhole(headers.get('content-length'), part, size)
        : judgePart(headers.get('content-range') ?? '', part, size);
    case 404:
    case 410:
      return aside('not-found', `a file is not there: HTTP ${status}`);
    case 416:
      return aside('wrong-size', 'a file is shorter than the torrent says');
    case 408:
    case 425:
    case 429:
      return { kind: 'wait', ms: retryAfter(headers.get('retry-after'), date) };
    default:
      if (status >= 500) {
        return { kind: 'wait', ms: retryAfter(headers.get('retry-after'), date) };
      }
      return aside('http-status', `it answered with HTTP ${status}`);
  }
}

function judgePart(
  range: string,
  { offset, length }: Pick<FilePart, 'offset' | 'length'>,
  size: number,
): Verdict {
  const found = parseContentRange(range);
  if (found?.size !== undefined && found.size !== size) return wrongSize();
  if (found?.start !== offset || found.end !== offset + length - 1) {
    return aside('bad-answer', 'it sent another range than was asked for');
  }
  return { kind: 'take', skip: 0 };
}

/** It knows no ranges: a small file is taken all the same. */
function judgeWhole(
  announced: string | undefined,
  { offset, length }: Pick<FilePart, 'offset' | 'length'>,
  size: number,
): Verdict {
  if (announced !== undefined && Number(announced) !== size) return wrongSize();
  if (length < size && size > MAX_WHOLE) {
    return aside('no-ranges', 'it can send large files only as a whole');
  }
  return { kind: 'take', skip: offset };
}

function wrongSize(): Verdict {
  return aside('wrong-size', 'a file has another size than the torrent says');
}

function aside(code: WebSeedError['code'], message: string): Verdict {
  return { kind: 'aside', error: new WebSeedError(code, message) };
}
