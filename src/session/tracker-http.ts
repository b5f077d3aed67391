import { NetworkError } from '../errors/network-error.ts';
import { TrackerError, type TrackerErrorCode } from '../errors/tracker-error.ts';
import type { HttpClient } from '../http/http-client.ts';
import { HttpError } from '../protocol/http/http-error.ts';
import type { HttpGet } from '../tracker/announcer.ts';

/** Milliseconds. */
const TIMEOUT = 30_000;
/** Bytes of an answer: 5,000 peers as dictionaries fit. */
const MAX_ANSWER = 1 << 20;

/** The HTTP client as announcers use it: what fails is the tracker's fault. */
export function trackerHttp(client: HttpClient): HttpGet {
  return async (url, signal) => {
    try {
      return await client.get(url, { maxBytes: MAX_ANSWER, timeoutMs: TIMEOUT, signal });
    } catch (error) {
      throw asTrackerError(error);
    }
  };
}

function asTrackerError(error: unknown): TrackerError {
  if (error instanceof HttpError) {
    const [code, message] = httpReason(error);
    return new TrackerError(code, message, { cause: error });
  }
  if (error instanceof NetworkError) {
    const [code, message] = networkReason(error);
    return new TrackerError(code, message, { cause: error });
  }
  return new TrackerError('unreachable', `${error}`, { cause: error });
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
    case 'reset':
    case 'unreachable':
    case 'address-in-use':
    case 'denied':
    case 'aborted':
    case 'failed':
      return ['unreachable', `the tracker cannot be reached: ${error.message}`];
  }
}
