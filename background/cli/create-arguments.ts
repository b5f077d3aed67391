import { parseArgs } from 'node:util';
import { readSize } from './read-size.ts';

/** `rill create`, and what it was told. */
export interface CreateInvocation {
  readonly command: 'create';
  /** A file or a folder. */
  readonly path: string;
  /** The torrent file; undefined: NAME.torrent in the working directory. */
  readonly output: string | undefined;
  readonly version: 'v1' | 'v2' | 'hybrid';
  /** Bytes; undefined: by the size. */
  readonly pieceLength: number | undefined;
  /** A tier each. */
  readonly trackers: readonly string[];
  readonly webSeeds: readonly string[];
  readonly private: boolean;
  readonly comment: string | undefined;
  readonly source: string | undefined;
  /** Patterns, besides those that are always left out. */
  readonly ignore: readonly string[];
  readonly json: boolean;
}

type Read =
  | CreateInvocation
  | { readonly command: 'help' }
  | { readonly command: 'usage'; readonly problem: string };

/** Reads the arguments after "create". */
export function readCreate(args: readonly string[]): Read {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return usage(error instanceof Error ? error.message : `${error}`);
  }
  const { values, positionals } = parsed;
  if (values.help) return { command: 'help' };
  const [path, ...rest] = positionals;
  if (!path) return usage('name a file or a folder to share');
  if (rest.length > 0) {
    return usage(`one file or folder at a time, not also ${rest.join(' ')}`);
  }
  const { version = 'hybrid' } = values;
  if (version !== 'v1' && version !== 'v2' && version !== 'hybrid') {
    return usage(`${version} is not v1, v2 or hybrid`);
  }
  const size = values['piece-length'];
  const pieceLength = size === undefined ? undefined : readSize(size);
  if (Number.isNaN(pieceLength)) return usage(`${size} is not a size such as 256K or 1M`);
  return {
    command: 'create',
    path,
    output: values.output,
    version,
    pieceLength,
    trackers: values.tracker ?? [],
    webSeeds: values['web-seed'] ?? [],
    private: values.private ?? false,
    comment: values.comment,
    source: values.source,
    ignore: values.ignore ?? [],
    json: values.json ?? false,
  };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      output: { type: 'string', short: 'o' },
      version: { type: 'string' },
      'piece-length': { type: 'string' },
      tracker: { type: 'string', multiple: true },
      'web-seed': { type: 'string', multiple: true },
      private: { type: 'boolean' },
      comment: { type: 'string' },
      source: { type: 'string' },
      ignore: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function usage(problem: string): { readonly command: 'usage'; readonly problem: string } {
  return { command: 'usage', problem };
}
