export type HttpErrorCode =
  /** Not an address, or one with characters that have no place in it. */
  | 'bad-url'
  /** Neither http nor https, or https where the host cannot do it. */
  | 'unsupported-scheme'
  /** The server closed before the first byte of an answer. */
  | 'no-answer'
  /** What came back is not HTTP/1.1, is cut short, or cannot be decompressed. */
  | 'bad-answer'
  /** The answer is beyond a limit. */
  | 'too-large'
  | 'too-many-redirects'
  /** A redirect leads to what is no http address, or from outside into the local network. */
  | 'bad-redirect';

/**
 * An exchange failed for what was asked or answered; that the network failed is a
 * NetworkError. Whoever asked decides who is at fault: a tracker, a web seed, the person.
 */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: HttpErrorCode;

  constructor(code: HttpErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
