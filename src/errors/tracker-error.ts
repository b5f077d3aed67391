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
  | 'unreachable'
  | 'name-not-found'
  | 'connection-refused'
  | 'timed-out';

/** The tracker could not be used: try again later, show the reason. */
export class TrackerError extends RillError<TrackerErrorCode> {
  readonly fault = 'tracker';
}
