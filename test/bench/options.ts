import { parseArgs } from 'node:util';

export interface Options {
  /** Bytes. */
  readonly size: number;
  /** Bytes. */
  readonly pieceLength: number;
  readonly runs: number;
  /** Keys of contestants; all when undefined. */
  readonly only: readonly string[] | undefined;
  /** Where the figures go as JSON. */
  readonly json: string | undefined;
  readonly check: boolean;
  readonly help: boolean;
}

export const HELP = `npm run bench -- [options]

Downloads one torrent with every contestant in turn, from one libtorrent seeder on
loopback into memory, and compares speed, CPU time and memory. Then makes torrents, and
finds bare magnet links by a DHT of libtorrent nodes, and decodes answers of the DHT. First
of all it opens the window at a thousand torrents: frames, CPU time, heap and messages.

  --size SIZE      of the torrent, e.g. 256MiB (default 1GiB)
  --pieces SIZE    piece length, a power of two (default 1MiB)
  --runs N         rounds after the warm-up; the figures are medians (default 3)
  --only KEY,...   only these contestants (see below)
  --json FILE      write the figures to FILE too
  --check          leave with 1 when a threshold is missed (test/bench/thresholds.ts)
  --help           this

The runner of it needs Linux, root (to mount a tmpfs; otherwise the temporary folder is
used), chromium, python3-libtorrent and aria2.
`;

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};

/** Throws an Error that says what is wrong with the arguments. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      size: { type: 'string', default: '1GiB' },
      pieces: { type: 'string', default: '1MiB' },
      runs: { type: 'string', default: '3' },
      only: { type: 'string' },
      json: { type: 'string' },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1)
    throw new Error('--runs: not a number above 0');
  return {
    size: parseSize('size', values.size),
    pieceLength: parseSize('pieces', values.pieces),
    runs,
    only: values.only?.split(','),
    json: values.json,
    check: values.check,
    help: values.help,
  };
}

function parseSize(name: string, text: string): number {
  const match = /^(\d+)(|KiB|MiB|GiB)$/.exec(text);
  const size = match ? Number(match[1]) * UNITS[match[2]!]! : 0;
  if (size === 0) throw new Error(`--${name}: not a size such as 256MiB`);
  return size;
}
