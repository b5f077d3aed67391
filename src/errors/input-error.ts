import { RillError } from './rill-error.ts';

export type InputErrorCode =
  | 'bad-bencode'
  /** It is none, or contradicts itself. */
  | 'not-a-torrent'
  /** The bounds, each by its own name: of the file, its info dict, its nesting, its values. */
  | 'torrent-too-large'
  | 'info-too-large'
  | 'too-deep'
  | 'too-many-items'
  | 'too-many-files'
  | 'too-many-pieces'
  | 'path-too-deep'
  | 'piece-too-long'
  | 'unsupported-torrent'
  /** A hybrid whose two halves tell of different files (BEP 52). */
  | 'halves-differ'
  /** Hashes of pieces that do not belong to the file they are for (BEP 52). */
  | 'bad-piece-layers'
  | 'bad-magnet'
  | 'bad-link'
  | 'bad-command'
  | 'bad-endpoint'
  | 'bad-setting'
  | 'already-added'
  | 'no-such-torrent'
  | 'fetch-failed'
  /** There is nothing to share: no file, or only empty and ignored ones. */
  | 'nothing-to-share'
  /** A file's name that would be changed, to be safe on every system: it could not be found. */
  | 'unusable-name'
  /** Of another file or folder beside it, in whatever letter case. */
  | 'name-in-use'
  | 'no-such-file'
  /** Not every piece of it is there. */
  | 'file-incomplete'
  /** They are being checked or moved. */
  | 'files-in-use'
  /** Not a power of two from 16 KiB on, or too long. */
  | 'bad-piece-length'
  | 'bad-tracker'
  | 'bad-web-seed'
  /** Empty, too long, or with characters that cannot be seen. */
  | 'bad-label'
  | 'too-many-labels'
  /** A list of addresses to filter that holds none, or cannot be read. */
  | 'bad-ip-filter'
  /** The torrent file of a magnet link is not known yet. */
  | 'no-metadata';

/** What a person handed over cannot be used: show it. */
export class InputError extends RillError<InputErrorCode> {
  override readonly name = 'InputError';
  readonly fault = 'input';
}
