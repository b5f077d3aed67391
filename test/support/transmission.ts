import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import type { Host } from './host.ts';
import type { Program } from './program.ts';
import type { Torrent } from './torrent.ts';

const START_MS = 20_000;
const CHECK_MS = 60_000;
const POLL_MS = 100;

/** Files as they are, no disk cache, nothing of the machine's own network. */
const SETTINGS = {
  'cache-size-mb': 0,
  'dht-enabled': false,
  'lpd-enabled': false,
  'port-forwarding-enabled': false,
  preallocation: 0,
  'ratio-limit-enabled': false,
  'rename-partial-files': false,
  'rpc-whitelist-enabled': false,
  'rpc-host-whitelist-enabled': false,
  'utp-enabled': false,
  'watch-dir-enabled': false,
};

/**
 * A Transmission in a process of its own, with one v1 torrent. It dials nobody in 127/8 and
 * knows peers by their addresses alone: it belongs into a network of its own.
 */
export class TransmissionPeer {
  readonly program: Program;
  /** "host:port". It finds others by a tracker. */
  readonly address: string;
  readonly #host: Host;
  readonly #rpc: string;
  readonly #home: string;

  /**
   * Checks what there is of the torrent in `dir`. Where each file is there in its full size
   * and the first piece is right, it believes the rest.
   */
  static async start(
    torrent: Torrent,
    dir: string,
    host: Host,
  ): Promise<TransmissionPeer> {
    const home = await mkdtemp(join(tmpdir(), 'transmission-'));
    const [port, rpcPort] = [await freePort(), await freePort()];
    const settings = {
      ...SETTINGS,
      'bind-address-ipv4': host.address,
      'download-dir': dir,
      'peer-port': port,
      'rpc-bind-address': host.address,
      'rpc-port': rpcPort,
    };
    await writeFile(join(home, 'settings.json'), JSON.stringify(settings));
    const program = await host.start('transmission-daemon', [
      '--foreground',
      '--log-info',
      '--config-dir',
      home,
    ]);
    const rpc = `${host.address}:${rpcPort}`;
    const peer = new TransmissionPeer(
      program,
      `${host.address}:${port}`,
      host,
      rpc,
      home,
    );
    await peer.#until('answer', START_MS, () => peer.#says('-si', 'Configuration'));
    await peer.#remote('--add', torrent.path);
    return peer;
  }

  private constructor(
    program: Program,
    address: string,
    host: Host,
    rpc: string,
    home: string,
  ) {
    this.program = program;
    this.address = address;
    this.#host = host;
    this.#rpc = rpc;
    this.#home = home;
  }

  /** Once all of it is there and verified; rejects with the log. */
  async complete(timeout: number): Promise<void> {
    await this.#until('completion', timeout, () =>
      this.#says('-i', 'Percent Done: 100%'),
    );
  }

  /** At once: asked politely it takes seconds. */
  async stop(): Promise<void> {
    await this.program.kill();
    await rm(this.#home, { recursive: true, force: true });
  }

  /** What it tells of its torrent, for people. */
  info(): Promise<string> {
    return this.#remote('-t', 'all', '-i', '-ip');
  }

  async #says(about: '-si' | '-i', text: string): Promise<boolean> {
    return (await this.#remote('-t', 'all', about)).includes(text);
  }

  async #remote(...args: readonly string[]): Promise<string> {
    const call = await this.#host.start('transmission-remote', [this.#rpc, ...args]);
    await call.exited;
    return call.log();
  }

  async #until(
    what: string,
    timeout: number,
    holds: () => Promise<boolean>,
  ): Promise<void> {
    const deadline = performance.now() + timeout;
    while (!(await holds())) {
      if (performance.now() > deadline || !this.program.running) {
        const known = `${await this.info()}\n${this.program.log()}`;
        throw new Error(`transmission: no ${what} within ${timeout} ms\n${known}`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

/** Seeds the torrent's own files, after Transmission has looked at them. */
export async function seedWithTransmission(
  torrent: Torrent,
  host: Host,
): Promise<TransmissionPeer> {
  const peer = await TransmissionPeer.start(torrent, torrent.files.parent, host);
  await peer.complete(CHECK_MS);
  return peer;
}

/** Downloads into `dir` what of it is not there yet; then seeds on. */
export function downloadWithTransmission(
  torrent: Torrent,
  dir: string,
  host: Host,
): Promise<TransmissionPeer> {
  return TransmissionPeer.start(torrent, dir, host);
}
