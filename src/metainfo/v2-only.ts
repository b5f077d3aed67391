import { InputError } from '../errors/input-error.ts';

/** For what names a torrent only as BEP 52 does, be it a file or a link. */
export function v2Only(): InputError {
  return new InputError(
    'v2-only',
    'this is a version 2 (BitTorrent v2) only torrent, which Rill cannot download yet',
  );
}
