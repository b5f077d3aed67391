import type { InputErrorCode } from '../../src/errors/input-error.ts';
import type { Reading } from './libtorrent-reader.ts';
import type { Own } from './metainfo-differences.ts';

/** Where Rill differs from libtorrent, and means to: a row of docs/metainfo.md. */
export interface Exception {
  /** The row's first column. */
  readonly name: string;
  /** `text`: the torrent file, one character a byte. */
  readonly applies: (text: string, own: Own, other: Reading) => boolean;
}

const LARGEST_FILE = 2 ** 44 - 16_384 - 1;

export const EXCEPTIONS: readonly Exception[] = [
  {
    name: 'numbers beyond 64 bits',
    applies: (text) => integersIn(text).some((value) => value > 2n ** 63n - 1n),
  },
  {
    name: '`meta version` beyond 32 bits',
    applies: (text, own) =>
      isRefused(own, 'unsupported-torrent') &&
      BigInt(/12:meta versioni(\d+)e/.exec(text)?.[1] ?? 0) >= 2n ** 31n,
  },
  {
    name: 'negative zero in an info dict of version 2',
    applies: (text, own) => isRefused(own, 'not-a-torrent') && /i-0/.test(text),
  },
  {
    name: 'halves whose names only look alike',
    // What libtorrent takes out of names.
    applies: (text, own) =>
      isRefused(own, 'halves-differ') &&
      /:\.\.?(?=[0-9e])|[/\\]/.test(
        text.replaceAll(/(?:https?|udp):\/\/[a-z:0-9]*\/?/g, ''),
      ),
  },
  {
    name: 'a version 1 half without hashes',
    applies: (_, own, other) =>
      'metainfo' in own &&
      own.metainfo.version === 'v2' &&
      'v1' in other &&
      other.v1 !== null,
  },
  {
    name: 'a version 1 half without files',
    applies: (text, own) => isRefused(own, 'halves-differ') && text.includes('5:filesle'),
  },
  {
    name: 'files from 16 TiB on, torrents from 256 TiB on',
    applies: (_, own) =>
      'metainfo' in own &&
      (own.metainfo.size >= 2 ** 48 ||
        own.metainfo.files.some(({ length }) => length > LARGEST_FILE)),
  },
  {
    name: 'pieces of 1 GiB',
    applies: (_, own) => 'metainfo' in own && own.metainfo.pieceLength === 2 ** 30,
  },
  {
    name: 'over 2,097,152 pieces',
    applies: (_, own) => 'metainfo' in own && own.metainfo.pieceCount > 2 ** 21,
  },
  {
    name: 'a name of slashes only',
    applies: (text, own) => isRefused(own, 'not-a-torrent') && /\d:\/+d0:d/.test(text),
  },
  {
    name: 'names beside pad files',
    applies: (_, own, other) =>
      'metainfo' in own &&
      'files' in other &&
      own.metainfo.files.some(({ kind, path }) => kind === 'pad' && path[1] !== '.pad'),
  },
  {
    name: 'an `announce-list` without tiers, or without a usable address',
    applies: (text, own, other) =>
      'metainfo' in own &&
      'files' in other &&
      text.includes('13:announce-list') &&
      own.metainfo.trackers.some((tier) =>
        tier.every((url) => other.trackers.every(([, theirs]) => theirs.trim() !== url)),
      ),
  },
  {
    name: 'a ".utf-8" key that is not UTF-8',
    applies: (text, own, other) =>
      'metainfo' in own && 'error' in other && text.includes('.utf-8'),
  },
];

function isRefused(own: Own, code: InputErrorCode): boolean {
  return 'error' in own && own.error.code === code;
}

function integersIn(text: string): bigint[] {
  return [...text.matchAll(/i-?(\d{19,20})e/g)].map(([, digits]) => BigInt(digits!));
}
