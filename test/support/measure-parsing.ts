import { readFileSync } from 'node:fs';
import { parseTorrent } from '../../src/metainfo/parse-torrent.ts';

/*
 * Run in a process of its own: what reading the torrent file of argv[2] takes. Prints JSON:
 * milliseconds, bytes at the peak beyond those of the file itself, and what came of it.
 */
const bytes = new Uint8Array(readFileSync(process.argv[2]!));
const KIB = 1024;
const { maxRSS } = process.resourceUsage();
const cpu = process.cpuUsage();
const start = performance.now();
const { files, pieceCount } = parseTorrent(bytes);
const wall = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(
  JSON.stringify({
    // A busy machine adds to the one, threads of the garbage collector to the other.
    time: Math.min(wall, (user + system) / 1000),
    memory: (process.resourceUsage().maxRSS - maxRSS) * KIB,
    files: files.length,
    pieceCount,
  }),
);
