import { NetworkError } from '../errors/network-error.ts';
import { TrackerError, type TrackerErrorCode } from '../errors/tracker-error.ts';
import { HttpError } from '../protocol/http/http-error.ts';

/** What became of a request over HTTP: the tracker's fault, whatever it is. */
export function httpFailure(error: unknown): TrackerError {
  if (error instanceof TrackerError) return error;
  const [code, message] = reasonOf(error);
  return new TrackerError(code, message, { cause: error });
}

function reasonOf(error: unknown): [TrackerErrorCode, string] {
  if (error instanceof HttpError) return httpReason(error);
  if (error instanceof NetworkError) return networkReason(error);
  // Not its own words: they may hold the address, and so a passkey.
  return ['unreachable', 'the tracker cannot be asked'];
}

function httpReason({ code, message }: HttpError): [TrackerErrorCode, string] {
  switch (code) {
    case 'bad-url':
    case 'unsupported-scheme':
      return ['unsupported-scheme', message];
    case 'no-answer':
      return ['unreachable', 'the tracker closed the connection without an answer'];
    case 'bad-answer':
      return ['bad-answer', message];
    case 'too-large':
      return ['answer-too-large', message];
    case 'too-many-redirects':
      return ['too-many-redirects', message];
  }
}

function networkReason(error: NetworkError): [TrackerErrorCode, string] {
  switch (error.code) {
    case 'refused':
      return ['connection-refused', 'the tracker refused the connection'];
    case 'timed-out':
      return ['timed-out', 'the tracker did not answer in time'];
    case 'name-not-found':
      return ['name-not-found', "the tracker's name cannot be found"];
    case 'denied':
      return [
        'blocked',
        'the tracker cannot be reached: this computer does not allow it',
      ];
    case 'reset':
    case 'unreachable':
    case 'address-in-use':
    case 'aborted':
    case 'failed':
      return ['unreachable', `the tracker cannot be reached: ${error.message}`];
  }
}
