import { TrackerError, type TrackerErrorCode } from '../errors/tracker-error.ts';
import { HttpError } from '../protocol/http/http-error.ts';
import { networkFailure } from './network-failure.ts';

/** What became of a request over HTTP: the tracker's fault, whatever it is. */
export function httpFailure(error: unknown): TrackerError {
  if (!(error instanceof HttpError)) return networkFailure(error);
  const [code, message] = httpReason(error);
  return new TrackerError(code, message, { cause: error });
}

function httpReason({ code, message }: HttpError): [TrackerErrorCode, string] {
  switch (code) {
    case 'bad-url':
    case 'unsupported-scheme':
      return ['unsupported-scheme', message];
    case 'no-answer':
      return ['unreachable', 'the tracker closed the connection without an answer'];
    case 'bad-answer':
    case 'bad-redirect':
      return ['bad-answer', message];
    case 'too-large':
      return ['answer-too-large', message];
    case 'too-many-redirects':
      return ['too-many-redirects', message];
  }
}
