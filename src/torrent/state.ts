import type { RillError } from '../errors/rill-error.ts';
import type { Run } from './run.ts';

/**
 * Where a torrent is in its life. Each state owns what exists only in it.
 *
 *   paused    resume -> checking
 *   checking  done -> running;  pause -> paused;  storage fails -> error
 *   running   pause -> paused;  storage fails -> error;  move -> moving
 *   moving    done -> checking or paused, as before;  storage fails -> error
 *   error     resume -> checking;  pause -> paused;  move -> moving
 *   any       remove -> removed
 *
 * What takes long watches its signal: whoever leaves the state aborts it.
 */
export type TorrentState =
  | { readonly kind: 'paused' }
  | { readonly kind: 'checking'; readonly aborter: AbortController; progress: number }
  | { readonly kind: 'running'; readonly run: Run; readonly end: () => Promise<void> }
  | { readonly kind: 'moving'; readonly aborter: AbortController; progress: number }
  | { readonly kind: 'error'; readonly error: RillError }
  | { readonly kind: 'removed' };
