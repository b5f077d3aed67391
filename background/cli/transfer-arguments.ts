import { parseArgs } from 'node:util';
import { parseEndpoint } from '../../src/bytes/endpoint.ts';
import { isFilePattern } from './choose-files.ts';
import { readSize } from './read-size.ts';

/** `rill download` or `rill seed`, and what it was told. */
export interface TransferInvocation {
  readonly command: 'download' | 'seed';
  /** A .torrent file, a magnet link or an http address. */
  readonly source: string;
  readonly dir: string;
  readonly peers: readonly string[];
  /** 0: the system chooses; undefined: 6881 or, when taken, any. */
  readonly port: number | undefined;
  /** Whether to look for peers in the local network. */
  readonly lsd: boolean;
  readonly dht: boolean;
  /** "host:port" of nodes of the DHT to begin with; none: those of the settings. */
  readonly bootstrap: readonly string[];
  /** Bytes a second; 0: no limit. */
  readonly downLimit: number;
  readonly upLimit: number;
  /** Connections; undefined: as the settings have it. */
  readonly maxPeers: number | undefined;
  /** A list of addresses not to meet. */
  readonly ipFilter: string | undefined;
  readonly sequential: boolean;
  readonly superSeeding: boolean;
  readonly choice: FileChoice;
  readonly seeding: SeedingEnd;
  readonly json: boolean;
}

/** Patterns of files, and numbers; see chooseFiles. */
export interface FileChoice {
  /** Only these, where there are any. */
  readonly files: readonly string[];
  /** Not these. */
  readonly skip: readonly string[];
  /** These before the others, and after them. */
  readonly high: readonly string[];
  readonly low: readonly string[];
}

/** When sharing ends; undefined: this one never ends it. */
export interface SeedingEnd {
  readonly ratio: number | undefined;
  /** Minutes. */
  readonly time: number | undefined;
  readonly idle: number | undefined;
}

type Usage = { readonly command: 'usage'; readonly problem: string };
type Read =
  | TransferInvocation
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  | Usage;

const MOST_PEERS = 10_000;

/** Reads all arguments after the program's name. */
export function readTransfer(args: readonly string[]): Read {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return usage(error instanceof Error ? error.message : `${error}`);
  }
  const { values, positionals } = parsed;
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  const [command, source, ...rest] = positionals;
  if (command === undefined) return usage('say what to do');
  if (command !== 'download' && command !== 'seed') {
    return usage(`there is no command "${command}"`);
  }
  if (source === undefined) return usage('name a .torrent file or a magnet link');
  if (rest.length > 0) return usage(`one torrent at a time, not also ${rest.join(' ')}`);
  if (!values.dir) return usage('say where with --dir');
  try {
    return {
      command,
      source,
      dir: values.dir,
      peers: endpoints(values.peer),
      port: whole('a port', values.port, 0, 65535),
      lsd: !values['no-lsd'],
      dht: !values['no-dht'],
      bootstrap: endpoints(values.bootstrap),
      downLimit: rate(values['down-limit']),
      upLimit: rate(values['up-limit']),
      maxPeers: whole('a number of peers', values['max-peers'], 1, MOST_PEERS),
      ipFilter: values['ip-filter'],
      sequential: values.sequential ?? false,
      superSeeding: values['super-seeding'] ?? false,
      choice: {
        files: patterns(values.files),
        skip: patterns(values.skip),
        high: patterns(values.high),
        low: patterns(values.low),
      },
      seeding: {
        ratio: amount('a ratio', values['seed-ratio']),
        time: amount('minutes', values['seed-time']),
        idle: amount('minutes', values['seed-idle']),
      },
      json: values.json ?? false,
    };
  } catch (error) {
    if (error instanceof Wrong) return usage(error.message);
    throw error;
  }
}

/** A value that makes no sense. */
class Wrong extends Error {}

function endpoints(texts: readonly string[] = []): readonly string[] {
  const wrong = texts.find((text) => !parseEndpoint(text));
  if (wrong !== undefined) throw new Wrong(`${wrong} is not HOST:PORT`);
  return texts;
}

function whole(
  what: string,
  text: string | undefined,
  least: number,
  most: number,
): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new Wrong(`${text} is not ${what}`);
}

function rate(text: string | undefined): number {
  const value = text === undefined ? 0 : readSize(text);
  if (Number.isSafeInteger(value)) return value;
  throw new Wrong(`${text} is not a rate such as 500K or 2M`);
}

function amount(what: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  throw new Wrong(`${text} is not ${what}`);
}

/** Each option may name several, with commas between, and be said several times. */
function patterns(texts: readonly string[] = []): readonly string[] {
  const all = texts.flatMap((text) => text.split(',')).map((text) => text.trim());
  const wrong = all.find((pattern) => !isFilePattern(pattern));
  if (wrong !== undefined) throw new Wrong(`"${wrong}" names no files`);
  return all;
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      dir: { type: 'string' },
      peer: { type: 'string', multiple: true },
      port: { type: 'string' },
      bootstrap: { type: 'string', multiple: true },
      'no-dht': { type: 'boolean' },
      'no-lsd': { type: 'boolean' },
      'down-limit': { type: 'string' },
      'up-limit': { type: 'string' },
      'max-peers': { type: 'string' },
      'ip-filter': { type: 'string' },
      sequential: { type: 'boolean' },
      'super-seeding': { type: 'boolean' },
      files: { type: 'string', multiple: true },
      skip: { type: 'string', multiple: true },
      high: { type: 'string', multiple: true },
      low: { type: 'string', multiple: true },
      'seed-ratio': { type: 'string' },
      'seed-time': { type: 'string' },
      'seed-idle': { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
    },
  });
}

function usage(problem: string): Usage {
  return { command: 'usage', problem };
}
