export type BencodeErrorCode =
  /** The input ends within a value. */
  | 'truncated'
  /** A byte that no value begins with. */
  | 'unexpected-byte'
  /** Not canonical decimal (a leading zero, "-0", a sign alone), or over 20 digits. */
  | 'bad-integer'
  /** A string's length is not canonical decimal. */
  | 'bad-length'
  /** A dictionary's key is not a string, or its value is missing. */
  | 'bad-dict'
  | 'duplicate-key'
  | 'trailing-bytes'
  | 'too-deep'
  | 'too-many-items'
  | 'too-large';

/**
 * The input is not bencode, or is beyond a limit. Who sent it decides what that means: the
 * caller turns it into an InputError, ProtocolError or TrackerError.
 */
export class BencodeError extends Error {
  override readonly name = 'BencodeError';
  readonly code: BencodeErrorCode;
  /** Where in the input, in bytes. */
  readonly offset: number;

  constructor(code: BencodeErrorCode, offset: number) {
    super(`${code} at byte ${offset}`);
    this.code = code;
    this.offset = offset;
  }
}
