import { freePort } from './free-port.ts';
import { type Host, LOOPBACK } from './host.ts';
import type { Program } from './program.ts';
import type { Torrent } from './torrent.ts';

const START_MS = 20_000;
const CHECK_MS = 60_000;

/** An aria2 in a process of its own, with one torrent. */
export class Aria2Peer {
  readonly program: Program;
  /** "host:port". It cannot be told of peers: they call it, or it asks a tracker. */
  readonly address: string;

  static async start(torrent: Torrent, dir: string, host: Host): Promise<Aria2Peer> {
    const program = await host.start('aria2c', [
      '--no-conf',
      '--enable-color=false',
      '--summary-interval=0',
      '--file-allocation=none',
      // Called with an id, a count and a path; its output is aria2's own.
      '--on-bt-download-complete=/bin/echo',
      '--enable-dht=false',
      '--enable-dht6=false',
      '--bt-enable-lpd=false',
      '--disable-ipv6',
      `--interface=${host.address}`,
      `--listen-port=${await freePort()},20000-60000`,
      `--dir=${dir}`,
      '--check-integrity=true',
      '--seed-ratio=0.0',
      torrent.path,
    ]);
    const port = await program.find('listening port', listeningPort, START_MS);
    return new Aria2Peer(program, `${host.address}:${port}`);
  }

  private constructor(program: Program, address: string) {
    this.program = program;
    this.address = address;
  }

  /** Once all of it is downloaded and verified; rejects with the log. */
  async complete(timeout: number): Promise<void> {
    await this.program.find('completion', hasAll, timeout);
  }

  /** At once: asked politely it takes seconds. */
  stop(): Promise<void> {
    return this.program.kill();
  }
}

/** Seeds the torrent's own files, after aria2 has checked them. */
export async function seedWithAria2(
  torrent: Torrent,
  host = LOOPBACK,
): Promise<Aria2Peer> {
  const peer = await downloadWithAria2(torrent, torrent.files.parent, host);
  await peer.complete(CHECK_MS);
  return peer;
}

/**
 * Downloads into `dir` what of it is not there yet. It seeds on when complete, until it is
 * stopped.
 */
export function downloadWithAria2(
  torrent: Torrent,
  dir: string,
  host = LOOPBACK,
): Promise<Aria2Peer> {
  return Aria2Peer.start(torrent, dir, host);
}

function listeningPort(line: string): number | undefined {
  const match = /IPv4 BitTorrent: listening on TCP port (\d+)/.exec(line);
  return match ? Number(match[1]) : undefined;
}

/** It has checked what was there, or the hook ran. */
function hasAll(line: string): true | undefined {
  const all = /Verification finished successfully|^[0-9a-f]{16} \d+ \//;
  return all.test(line) || undefined;
}
