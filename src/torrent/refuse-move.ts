import { InputError } from '../errors/input-error.ts';
import type { TorrentState } from './state.ts';

/** Throws InputError: moved or removed by now, perhaps while the target was opened. */
export function refuseMove({ kind }: TorrentState): void {
  if (kind === 'moving') {
    throw new InputError('bad-command', 'this torrent is being moved already');
  }
  if (kind === 'removed') {
    throw new InputError('no-such-torrent', 'this torrent was removed');
  }
}
