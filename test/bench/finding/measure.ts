import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { parseEndpoint } from '../../../src/bytes/endpoint.ts';
import { makeFileSet } from '../../support/file-set.ts';
import { LibtorrentDht } from '../../support/libtorrent-dht.ts';
import { Program } from '../../support/program.ts';
import { makeTorrent, type Torrent } from '../../support/torrent.ts';
import { type Finding, type FindingRun, SITUATIONS, type Situation } from './finding.ts';
import type { SearchOrder } from './search-order.ts';

const HERE = fileURLToPath(new URL('./', import.meta.url));
const NODES = 20;
/** Of those: each is one of the torrents' seed. */
const SEEDS = [13, 7] as const;
const SIZE = 64 << 20;
const PIECE_LENGTH = 256 << 10;
const PATIENCE_MS = 60_000;
const RETRIES = 2;

type Say = (line: string) => void;
type Command = readonly [program: string, script: string];

/**
 * How long a bare magnet link takes Rill and libtorrent, in turn, each in a DHT of libtorrent
 * nodes that met nobody before, some of which have the torrents. Who finds nothing within a minute
 * is said, and tries again. Checks nothing else.
 */
export async function measureFinding(
  parent: string,
  runs: number,
  say: Say,
): Promise<FindingRun[]> {
  const dir = join(parent, 'finding');
  await mkdir(dir);
  const rill = [process.execPath, await bundle(dir)] as const;
  const libtorrent = ['/usr/bin/python3', join(HERE, 'libtorrent_finding.py')] as const;
  const torrents = [await makeSought(dir, 'sought'), await makeSought(dir, 'before')];
  const results: FindingRun[] = [];
  for (let run = 0; run <= runs; run++) {
    const round = run === 0 ? 'warm-up' : `round ${run}`;
    for (const [situation, before] of Object.entries(SITUATIONS)) {
      const one = async (name: string, command: Command) => {
        const target = join(dir, 'target');
        const attempt = async (left: number): Promise<Finding> => {
          await rm(target, { recursive: true, force: true });
          await mkdir(target);
          try {
            return await find(torrents.slice(0, 1 + before), command, target);
          } catch (error) {
            if (left === 0) throw error;
            say(`${round}  ${name}, session ${situation}  nothing: ${error}`);
            return attempt(left - 1);
          }
        };
        const found = await attempt(RETRIES);
        await rm(target, { recursive: true });
        const [known, first] = [found.metadata, found.piece].map((s) => s.toFixed(3));
        say(
          `${round}  ${name}, session ${situation}  metadata ${known} s, piece ${first} s`,
        );
        return found;
      };
      // Who is first changes from round to round.
      const early = run % 2 === 0 ? await one('Rill', rill) : undefined;
      const theirs = await one('libtorrent', libtorrent);
      const own = early ?? (await one('Rill', rill));
      if (run === 0) continue;
      results.push({ situation: situation as Situation, rill: own, libtorrent: theirs });
    }
  }
  return results;
}

async function bundle(dir: string): Promise<string> {
  const outfile = join(dir, 'rill.mjs');
  await build({
    entryPoints: [join(HERE, 'rill.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'es2023',
  });
  return outfile;
}

async function makeSought(dir: string, name: string): Promise<Torrent> {
  const files = await makeFileSet(dir, `${name}.bin`, SIZE, name.length);
  return makeTorrent(files, { pieceLength: PIECE_LENGTH });
}

/** The first of the torrents is found last. */
async function find(
  torrents: readonly Torrent[],
  [program, script]: Command,
  dir: string,
): Promise<Finding> {
  const dht = await LibtorrentDht.start(NODES);
  try {
    for (const [at, torrent] of torrents.entries()) {
      await seed(dht, SEEDS[at]!, torrent);
    }
    const links = torrents.map(({ infoHash }) => `magnet:?xt=urn:btih:${infoHash}`);
    const node = parseEndpoint(dht.nodes[0]!)!;
    const order: SearchOrder = { links: links.reverse(), dir, ...node };
    const began = Number(process.hrtime.bigint()) / 1e9;
    const client = await Program.start(program, [script, JSON.stringify(order)]);
    try {
      const at = (event: string) => client.find(event, on(event), PATIENCE_MS);
      const [added, metadata, piece] = [
        await at('added'),
        await at('metadata'),
        await at('piece'),
      ];
      return {
        metadata: metadata - added,
        piece: piece - added,
        pieceFromStart: torrents.length === 1 ? piece - began : undefined,
      };
    } finally {
      await client.stop();
    }
  } finally {
    await dht.stop();
  }
}

/** Resolves once others find it there. */
async function seed(dht: LibtorrentDht, node: number, torrent: Torrent): Promise<void> {
  dht.add(node, torrent.path, torrent.files.parent);
  await dht.complete(node, PATIENCE_MS);
  const until = Date.now() + PATIENCE_MS;
  for (const other of [1, 2]) {
    while (!(await dht.finds(other, torrent.infoHash))) {
      if (Date.now() > until) throw new Error('the seed is not to be found');
    }
  }
}

/** When that happened, in seconds. */
function on(event: string) {
  return (line: string): number | undefined => {
    if (!line.startsWith('{')) return undefined;
    const report = JSON.parse(line) as { event: string; at: number };
    return report.event === event ? report.at : undefined;
  };
}
