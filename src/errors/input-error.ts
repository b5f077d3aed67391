import { RillError } from './rill-error.ts';

export type InputErrorCode =
  | 'bad-bencode'
  | 'not-a-torrent'
  | 'torrent-too-large'
  | 'unsupported-torrent'
  /** Of BEP 52, without the half that BEP 3 knows. */
  | 'v2-only'
  | 'bad-magnet'
  | 'bad-link'
  | 'bad-command'
  | 'bad-endpoint'
  | 'bad-setting'
  | 'already-added'
  | 'no-such-torrent'
  | 'fetch-failed';

/** What a person handed over cannot be used: show it. */
export class InputError extends RillError<InputErrorCode> {
  readonly fault = 'input';
}
