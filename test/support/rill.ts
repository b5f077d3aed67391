import { join } from 'node:path';
import type { ErrorReport } from '../../src/api/contract.ts';
import type { TorrentRow } from '../../src/api/snapshot.ts';
import { built } from './built.ts';
import { type Host, LOOPBACK } from './host.ts';
import type { Pick, Program } from './program.ts';

const START_MS = 20_000;

export type RillProgress = Omit<TorrentRow, 'id' | 'name' | 'folder' | 'embedded'>;

type Report =
  | { readonly event: 'listening'; readonly port: number }
  | ({ readonly event: 'progress' } & RillProgress)
  | { readonly event: 'peer-dropped'; readonly peer: string; readonly error: ErrorReport }
  | { readonly event: 'complete'; readonly size: number }
  | ({ readonly event: 'error' } & ErrorReport)
  | { readonly event: 'interrupted' };

/** The command line, each run a process of its own. */
export class RillCommand {
  readonly #script: string;
  readonly #state: string;
  readonly #host: Host;
  readonly #lsd: boolean;

  /**
   * `dir`: a temporary folder, for the records it keeps. `lsd`: whether it looks for peers in
   * the host's local network, which is to be the test's own.
   */
  static async build(dir: string, host = LOOPBACK, lsd = false): Promise<RillCommand> {
    const script = join(await built('node'), 'rill.mjs');
    return new RillCommand(script, join(dir, 'state'), host, lsd);
  }

  private constructor(script: string, state: string, host: Host, lsd: boolean) {
    this.#script = script;
    this.#state = state;
    this.#host = host;
    this.#lsd = lsd;
  }

  /** Runs it with these arguments. */
  run(...args: readonly string[]): Promise<Program> {
    const environment = `XDG_STATE_HOME=${this.#state}`;
    return this.#host.start('env', [
      environment,
      process.execPath,
      this.#script,
      ...args,
    ]);
  }

  download(source: string, dir: string, peers: readonly string[] = []): Promise<Rill> {
    return this.#start('download', source, dir, peers);
  }

  /** Begins with these nodes of the DHT, and has no peers but those it finds there. */
  downloadByDht(
    source: string,
    dir: string,
    bootstrap: readonly string[],
  ): Promise<Rill> {
    return this.#start('download', source, dir, [], bootstrap);
  }

  async seed(
    source: string,
    dir: string,
    bootstrap: readonly string[] = [],
  ): Promise<Rill> {
    const rill = await this.#start('seed', source, dir, [], bootstrap);
    await rill.until('seeding', ({ status }) => status === 'seeding', START_MS);
    return rill;
  }

  async #start(
    command: string,
    source: string,
    dir: string,
    peers: readonly string[],
    bootstrap: readonly string[] = [],
  ): Promise<Rill> {
    const nodes = bootstrap.flatMap((node) => ['--bootstrap', node]);
    const given = [...peers.flatMap((peer) => ['--peer', peer]), ...nodes];
    const quiet = [
      ...(this.#lsd ? [] : ['--no-lsd']),
      ...(bootstrap.length > 0 ? [] : ['--no-dht']),
    ];
    const rest = ['--dir', dir, '--port', '0', '--json', ...quiet, ...given];
    const program = await this.run(command, source, ...rest);
    const { port } = await program.find('listening port', on('listening'), START_MS);
    return new Rill(program, `${this.#host.address}:${port}`);
  }
}

/** One `rill` that downloads or seeds. */
export class Rill {
  readonly program: Program;
  /** "host:port". */
  readonly address: string;

  constructor(program: Program, address: string) {
    this.program = program;
    this.address = address;
  }

  /** The first report of how it goes that is so. */
  until(
    what: string,
    fact: (progress: RillProgress) => boolean,
    timeout: number,
  ): Promise<RillProgress> {
    const pick: Pick<RillProgress> = (line) => {
      const progress = on('progress')(line);
      return progress && fact(progress) ? progress : undefined;
    };
    return this.program.find(what, pick, timeout);
  }

  /** Once it says so and has left with 0; rejects with the log. */
  async complete(timeout: number): Promise<void> {
    await this.program.find('completion', on('complete'), timeout);
    const code = await this.program.exited;
    if (code !== 0) throw new Error(`exited with ${code}\n${this.program.log()}`);
  }

  /** The first peer that it dropped, and why. */
  peerDropped(timeout: number): Promise<{ peer: string; error: ErrorReport }> {
    return this.program.find('dropped peer', on('peer-dropped'), timeout);
  }

  stop(): Promise<void> {
    return this.program.stop();
  }
}

/** The link of a torrent that `makeTorrent` made. */
export function magnetLink(
  { infoHash }: { readonly infoHash: string },
  given: { readonly peer?: string; readonly tracker?: string },
): string {
  const { peer, tracker } = given;
  const at = tracker ? `&tr=${encodeURIComponent(tracker)}` : '';
  return `magnet:?xt=urn:btih:${infoHash}${peer ? `&x.pe=${peer}` : ''}${at}`;
}

type Named<Name> = Extract<Report, { readonly event: Name }>;

function on<Name extends Report['event']>(name: Name): Pick<Named<Name>> {
  return (line) => {
    if (!line.startsWith('{')) return undefined;
    const report = JSON.parse(line) as Report;
    return report.event === name ? (report as Named<Name>) : undefined;
  };
}
