import { MAX_BYTES, shorten } from './safe-element.ts';

const EXTENSION = '.torrent';

/** What to call the torrent file of a torrent of this name. */
export function torrentFileName(name: string): string {
  return shorten(name, MAX_BYTES - EXTENSION.length) + EXTENSION;
}
