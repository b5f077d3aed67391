import { RillError } from './rill-error.ts';

/** Why a web seed is of no use. */
export type WebSeedErrorCode =
  /** It has not got a file of the torrent: HTTP 404 or 410. */
  | 'not-found'
  /** Any other HTTP status that tells of no hope. */
  | 'http-status'
  /** It sends whole files only, and one is too large for that. */
  | 'no-ranges'
  /** A file is longer or shorter there than the torrent says. */
  | 'wrong-size'
  /** A piece that it brought did not match its hash. */
  | 'wrong-data'
  /** What came back is not HTTP, or not what was asked for. */
  | 'bad-answer'
  | 'too-many-redirects'
  /** Neither http nor https, or https where the host cannot do it. */
  | 'unsupported-scheme'
  /** Peers bring the same many times as fast. */
  | 'too-slow';

/** The web seed is of no use: set it aside, show why. */
export class WebSeedError extends RillError<WebSeedErrorCode> {
  override readonly name = 'WebSeedError';
  readonly fault = 'web-seed';
}
