import { fileURLToPath } from 'node:url';
import { parseEndpoint } from '../../src/bytes/endpoint.ts';
import { type Host, LOOPBACK } from './host.ts';
import type { Pick, Program } from './program.ts';
import type { Torrent } from './torrent.ts';

const SCRIPT = fileURLToPath(new URL('./libtorrent_peer.py', import.meta.url));
const START_MS = 20_000;
const CHECK_MS = 60_000;
const ANSWER_MS = 5_000;

export interface LibtorrentOptions {
  /** Bytes a second, loopback included; 0, the default, is no limit. */
  readonly uploadLimit?: number;
  readonly downloadLimit?: number;
  /** libtorrent's own settings, by its names (settings_pack). */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  /** Whether it tells other peers of peers, and hears of them; it does by default. */
  readonly pex?: boolean;
  /** This machine's loopback by default. */
  readonly host?: Host;
}

export interface LibtorrentStats {
  /** libtorrent's name of it: "downloading", "seeding", … */
  readonly state: string;
  /** Verified, in bytes. */
  readonly done: number;
  readonly size: number;
  /** Payload of this session, in bytes. */
  readonly downloaded: number;
  readonly uploaded: number;
  /** Connected. */
  readonly peers: number;
}

type Report =
  | { readonly event: 'listening'; readonly port: number }
  | { readonly event: 'complete' }
  | ({ readonly event: 'progress' } & LibtorrentStats)
  | ({ readonly event: 'stats' } & LibtorrentStats)
  | { readonly event: 'error'; readonly message: string };

/** A libtorrent peer in a process of its own, with one torrent. */
export class LibtorrentPeer {
  readonly program: Program;
  /** "host:port". */
  readonly address: string;

  static async start(
    torrent: Torrent,
    dir: string,
    {
      uploadLimit = 0,
      downloadLimit = 0,
      settings = {},
      pex = true,
      host = LOOPBACK,
    }: LibtorrentOptions,
  ): Promise<LibtorrentPeer> {
    const { address } = host;
    const limits = { uploadLimit, downloadLimit };
    const config = { torrent: torrent.path, dir, address, ...limits, settings, pex };
    const program = await host.start('/usr/bin/python3', [
      SCRIPT,
      JSON.stringify(config),
    ]);
    const { port } = await program.find('listening port', on('listening'), START_MS);
    return new LibtorrentPeer(program, `${address}:${port}`);
  }

  private constructor(program: Program, address: string) {
    this.program = program;
    this.address = address;
  }

  /** Has it connect to "host:port". */
  addPeer(address: string): void {
    this.program.send(JSON.stringify({ command: 'add-peer', ...parseEndpoint(address) }));
  }

  stats(): Promise<LibtorrentStats> {
    const answer = this.program.next('stats', on('stats'), ANSWER_MS);
    this.program.send(JSON.stringify({ command: 'stats' }));
    return answer;
  }

  /** Once all of it is verified and handed to the file system; rejects with the log. */
  async complete(timeout: number): Promise<void> {
    await this.program.find('completion', on('complete'), timeout);
  }

  stop(): Promise<void> {
    return this.program.stop();
  }
}

/** Seeds the torrent's own files, after libtorrent has checked them. */
export async function seedWithLibtorrent(
  torrent: Torrent,
  options: LibtorrentOptions = {},
): Promise<LibtorrentPeer> {
  const peer = await LibtorrentPeer.start(torrent, torrent.files.parent, options);
  await peer.complete(CHECK_MS);
  return peer;
}

/** Downloads into `dir`; give it peers by addPeer, or the torrent a tracker. */
export function downloadWithLibtorrent(
  torrent: Torrent,
  dir: string,
  options: LibtorrentOptions = {},
): Promise<LibtorrentPeer> {
  return LibtorrentPeer.start(torrent, dir, options);
}

type Named<Name> = Extract<Report, { readonly event: Name }>;

function on<Name extends Report['event']>(name: Name): Pick<Named<Name>> {
  return (line) => {
    if (!line.startsWith('{')) return undefined;
    const report = JSON.parse(line) as Report;
    return report.event === name ? (report as Named<Name>) : undefined;
  };
}
