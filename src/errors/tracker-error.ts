import { RillError } from './rill-error.ts';

export type TrackerErrorCode =
  /** The tracker answered with a failure reason; the message is the tracker's own. */
  | 'refused-by-tracker'
  /** What came back is not an announce response. */
  | 'bad-answer'
  /** An HTTP status other than 200. */
  | 'http-status'
  | 'too-many-redirects'
  | 'answer-too-large'
  | 'unsupported-scheme'
  /** It can be announced to, but has no address to be scraped at (BEP 48). */
  | 'no-scrape'
  | 'unreachable'
  | 'name-not-found'
  | 'connection-refused'
  | 'timed-out'
  /** The host's permissions, sandbox or firewall said no. */
  | 'blocked';

export interface TrackerErrorOptions extends ErrorOptions {
  readonly retryIn?: number | undefined;
}

/** The tracker could not be used: try again later, show the reason. */
export class TrackerError extends RillError<TrackerErrorCode> {
  override readonly name = 'TrackerError';
  readonly fault = 'tracker';
  /** Seconds for which the tracker wants to be left alone; Infinity: for good (BEP 31). */
  readonly retryIn: number | undefined;

  constructor(code: TrackerErrorCode, message: string, options?: TrackerErrorOptions) {
    super(code, message, options);
    this.retryIn = options?.retryIn;
  }
}
