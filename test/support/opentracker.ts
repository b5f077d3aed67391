import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatEndpoint } from '../../src/bytes/endpoint.ts';
import { freePort } from './free-port.ts';
import { type Host, LOOPBACK } from './host.ts';
import type { Program } from './program.ts';

const ATTEMPTS = 5;
const PATIENCE_MS = 5_000;
const POLL_MS = 20;

/** A real tracker, HTTP and UDP on one port, for torrents it was told of. */
export class Opentracker {
  readonly program: Program;
  readonly port: number;
  readonly #host: Host;
  readonly #dir: string;
  readonly #allowed: string[] = [];

  static async start(host = LOOPBACK): Promise<Opentracker> {
    const dir = await mkdtemp(join(tmpdir(), 'opentracker-'));
    await chmod(dir, 0o755); // It goes on as nobody where it started as root.
    await writeFile(join(dir, 'whitelist'), '');
    for (let attempt = 1; ; attempt++) {
      const port = await freePort();
      const listen = ['-i', host.address, '-p', `${port}`, '-P', `${port}`];
      const program = await host.start('opentracker', [
        ...listen,
        '-d',
        dir,
        '-w',
        'whitelist',
      ]);
      const tracker = new Opentracker(program, port, host, dir);
      // Whoever had the port before may be what answers.
      if ((await tracker.#until(() => tracker.#answers())) && program.running) {
        return tracker;
      }
      if (attempt === ATTEMPTS) {
        await tracker.stop();
        throw new Error(`opentracker does not answer\n${program.log()}`);
      }
      await program.stop();
    }
  }

  private constructor(program: Program, port: number, host: Host, dir: string) {
    this.program = program;
    this.port = port;
    this.#host = host;
    this.#dir = dir;
  }

  get httpUrl(): string {
    return this.#url('announce');
  }

  get udpUrl(): string {
    return `udp://${this.#at}/announce`;
  }

  /** Serves this info hash (40 hex digits) too, from when it resolves. */
  async allow(infoHash: string): Promise<void> {
    this.#allowed.push(infoHash);
    await writeFile(join(this.#dir, 'whitelist'), `${this.#allowed.join('\n')}\n`);
    this.program.signal('SIGHUP');
    if (await this.#until(() => this.#serves(infoHash))) return;
    throw new Error(`opentracker does not serve ${infoHash}\n${this.program.log()}`);
  }

  /** Once a seeder has announced itself: before that a client would find nobody. */
  async hasSeeder(infoHash: string): Promise<void> {
    if (await this.#until(() => this.#countsSeeder(infoHash))) return;
    throw new Error(`no seeder announced ${infoHash}\n${this.program.log()}`);
  }

  async stop(): Promise<void> {
    await this.program.stop();
    await rm(this.#dir, { recursive: true, force: true });
  }

  get #at(): string {
    return formatEndpoint({ host: this.#host.address, port: this.port });
  }

  #url(path: string): string {
    return `http://${this.#at}/${path}`;
  }

  /** Announces a peer that leaves at once, so that no swarm ever sees it. */
  async #serves(infoHash: string): Promise<boolean> {
    const peer = 'peer_id=-TEST00-000000000000&port=1&left=1&event=stopped';
    const query = `info_hash=${escaped(infoHash)}&${peer}`;
    const answer = await this.#host.get(`${this.httpUrl}?${query}`);
    return !answer.includes('failure reason');
  }

  async #countsSeeder(infoHash: string): Promise<boolean> {
    const url = this.#url(`scrape?info_hash=${escaped(infoHash)}`);
    return /8:completei[1-9]/.test(await this.#host.get(url));
  }

  async #answers(): Promise<boolean> {
    await this.#host.get(this.#url('stats'));
    return true;
  }

  /** Whether `holds` came true in time; a tracker that has ended never will. */
  async #until(holds: () => Promise<boolean>): Promise<boolean> {
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline && this.program.running) {
      if (await holds().catch(() => false)) return true;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return false;
  }
}

function escaped(infoHash: string): string {
  return infoHash.replace(/../g, '%$&');
}
