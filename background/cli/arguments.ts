import { parseArgs } from 'node:util';
import { parseEndpoint } from '../../src/bytes/endpoint.ts';
import { type CreateInvocation, readCreate } from './create-arguments.ts';
import { type DhtInvocation, readDht } from './dht-arguments.ts';
import {
  type CheckInvocation,
  type InspectInvocation,
  readCheck,
  readInspect,
} from './look-arguments.ts';

/** What `rill` was asked to do. */
export type Invocation =
  | {
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
      readonly json: boolean;
    }
  | CreateInvocation
  | InspectInvocation
  | CheckInvocation
  | DhtInvocation
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  | { readonly command: 'usage'; readonly problem: string };

export const USAGE = `usage: rill download FILE.torrent|MAGNET --dir DIR [--peer HOST:PORT]... [--port N]
                   [--bootstrap HOST:PORT]... [--no-dht] [--no-lsd] [--json]
       rill seed FILE.torrent --dir DIR [--peer HOST:PORT]... [--port N]
                   [--bootstrap HOST:PORT]... [--no-dht] [--no-lsd] [--json]
       rill create PATH [-o OUT] [--version v1|v2|hybrid] [--piece-length N] [--tracker URL]...
                   [--web-seed URL]... [--private] [--comment TEXT] [--source TEXT]
                   [--ignore PATTERN]... [--json]
       rill inspect FILE.torrent|MAGNET [--json]
       rill check FILE.torrent --dir DIR [--json]
       rill dht get-peers HASH|MAGNET | announce HASH|MAGNET --port N | ping HOST:PORT |
                get TARGET|KEY [--salt TEXT] | put TEXT [--seed HEX [--salt TEXT]]
                [--bootstrap HOST:PORT]... [--json]
       rill --help | --version

download  fetches the torrent into DIR; ends with 0 once all of it is there and verified,
          with 1 when it cannot go on, with 130 on Ctrl-C: the next start goes on from there
seed      checks the files in DIR and shares them until Ctrl-C
create    makes a torrent file of the file or folder PATH; what systems leave behind
          (.DS_Store, Thumbs.db and the like) is left out
inspect   shows what a torrent file or magnet link says; ends with 2 when it cannot be read.
          Paths are those that the files would get, with the torrent's name in front where
          there are several; creationDate is in seconds since 1970
check     hashes what of the torrent is in DIR, where download would put it, and changes
          nothing; ends with 0 when all is there and right, with 1 when not, with 2 when the
          torrent or the files cannot be read
dht       asks the distributed hash table: for the peers of a torrent, for a node, for an item
          (BEP 44: by its hash, or by the public key of who signed it; put signs with the
          private key that 64 hex digits of --seed stand for); ends with 1 when there is none

--peer    a peer to connect to, besides those that the trackers know
--port    where to listen for peers; 0 lets the system choose
--bootstrap  a node of the DHT to begin with, in place of the well-known ones; with one in the
          local network, all of the DHT may be there
--no-dht  looks for no peers in the DHT, and tells it nothing
--no-lsd  does not announce the torrent in the local network, nor look for peers there
--json    JSON on standard output instead of text: one object a line for download and seed,
          one object for the others, {"error": {"code", "message"}} where they fail

-o, --output    the torrent file to write; default: NAME.torrent in the working directory
--version       of the torrent: hybrid, the default, is for old and new clients alike
--piece-length  bytes, or as 256K or 1M; a power of two from 16K to 128M; default: by the size
--tracker       each one is a tier of its own: the next is asked when those before fail
--ignore        names to leave out besides; * is any characters`;

/** Reads the arguments after the program's name. */
export function readArguments(args: readonly string[]): Invocation {
  // Its --version is the torrent's.
  if (args[0] === 'create') return readCreate(args.slice(1));
  if (args[0] === 'inspect') return readInspect(args.slice(1));
  if (args[0] === 'check') return readCheck(args.slice(1));
  if (args[0] === 'dht') return readDht(args.slice(1));
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
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65535)) {
    return usage(`${values.port} is not a port`);
  }
  const peers = values.peer ?? [];
  const wrong = peers.find((peer) => !parseEndpoint(peer));
  if (wrong !== undefined) return usage(`${wrong} is not HOST:PORT`);
  const bootstrap = values.bootstrap ?? [];
  const wrongNode = bootstrap.find((node) => !parseEndpoint(node));
  if (wrongNode !== undefined) return usage(`${wrongNode} is not HOST:PORT`);
  const found = { lsd: !values['no-lsd'], dht: !values['no-dht'], bootstrap };
  const json = values.json ?? false;
  return { command, source, dir: values.dir, peers, port, ...found, json };
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
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
    },
  });
}

function usage(problem: string): Invocation {
  return { command: 'usage', problem };
}
