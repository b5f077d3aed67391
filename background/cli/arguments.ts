import { type CreateInvocation, readCreate } from './create-arguments.ts';
import { type DhtInvocation, readDht } from './dht-arguments.ts';
import {
  type CheckInvocation,
  type InspectInvocation,
  readCheck,
  readInspect,
} from './look-arguments.ts';
import { readTransfer, type TransferInvocation } from './transfer-arguments.ts';

/** What `rill` was asked to do. */
export type Invocation =
  | TransferInvocation
  | CreateInvocation
  | InspectInvocation
  | CheckInvocation
  | DhtInvocation
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  | { readonly command: 'usage'; readonly problem: string };

export const USAGE = `usage: rill download FILE.torrent|MAGNET --dir DIR [OPTION]... [--json]
       rill seed FILE.torrent --dir DIR [OPTION]... [--json]
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

options of download and seed:
--peer HOST:PORT       a peer to connect to, besides those that the trackers know
--port N               where to listen for peers; 0 lets the system choose
--bootstrap HOST:PORT  a node of the DHT to begin with, in place of the well-known ones; with
                       one in the local network, all of the DHT may be there
--no-dht               looks for no peers in the DHT, and tells it nothing
--no-lsd               does not announce the torrent in the local network, nor look for peers
                       there
--down-limit RATE      bytes a second, or as 500K or 2M; for peers in the local network, too
--up-limit RATE        the same of what is sent
--max-peers N          connections at a time
--ip-filter FILE       addresses not to meet: a list of eMule, PeerGuardian or CIDR blocks,
                       also gzipped
--files WHICH          downloads these files only. WHICH is a name, * being any characters, or
                       a number from 1 in the order of inspect, or a range as 2-5; several
                       with commas between
--skip WHICH           all but these
--high WHICH           these files first
--low WHICH            these files last
--sequential           pieces from the first to the last, not the rarest first
--super-seeding        as the only seed, gives each peer what no other has (BEP 16)
--seed-ratio N         ends sharing with 0 once N times the size was sent; download, too, goes
                       on sharing until then
--seed-time MINUTES    the same once it shared for so long
--seed-idle MINUTES    the same once nobody wanted anything for so long

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
  return readTransfer(args);
}
