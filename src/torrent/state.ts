import type { RillError } from '../errors/rill-error.ts';
import type { Activity } from './activity.ts';

/**
 * Where a torrent is in its life. Each state owns what exists only in it.
 *
 *   paused    resume -> queued, or checking where the files were never looked at
 *   queued    admitted -> checking;  pause -> paused;  move -> moving
 *   checking  done -> running, or queued;  pause -> paused;  storage fails -> error
 *   running   not admitted -> queued;  pause -> paused;  storage fails -> error;
 *             move -> moving
 *   moving    done -> as from resume, or paused, as before;  storage fails -> error
 *   error     resume -> as from paused;  pause -> paused;  move -> moving
 *   any       remove -> removed
 *
 * What takes long watches its signal: whoever leaves the state aborts it.
 */
export type TorrentState =
  | { readonly kind: 'paused' }
  | { readonly kind: 'queued' }
  | Checking
  | { readonly kind: 'running'; readonly activity: Activity }
  | Moving
  | { readonly kind: 'error'; readonly error: RillError }
  | { readonly kind: 'removed' };

export interface Checking {
  readonly kind: 'checking';
  readonly aborter: AbortController;
  progress: number;
  /** For its turn to hash. */
  waiting: boolean;
}

export interface Moving {
  readonly kind: 'moving';
  readonly aborter: AbortController;
  progress: number;
}
