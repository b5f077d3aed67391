import type { DecodeLimits } from '../bencode/decode.ts';

/*
 * How large a torrent may be. Where these differ from libtorrent's, docs/metainfo.md says why.
 */

/** What programs write who never read BEP 3 closely is read, too, as libtorrent reads it. */
export const TORRENT_LIMITS: DecodeLimits = {
  depth: 99,
  items: 3_000_000,
  size: 128 * 1024 * 1024,
  lenient: true,
};

/** Bytes of an info dict. */
export const MAX_INFO_SIZE = 96 * 1024 * 1024;
/** Those between files (BEP 52) included. */
export const MAX_FILES = 300_000;
/** Elements of one path. */
export const MAX_PATH_DEPTH = 256;
/** 1 PiB in pieces of 256 MiB. */
export const MAX_PIECES = 4 * 1024 * 1024;
/** Bytes of one piece. */
export const MAX_PIECE_LENGTH = 1024 * 1024 * 1024;
