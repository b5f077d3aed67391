import { MemoryFolders } from '../../../background/platform/memory/folders.ts';
import { MemoryKeyValueStore } from '../../../background/platform/memory/key-value-store.ts';
import { MemoryLog } from '../../../background/platform/memory/log.ts';
import { MemoryRandom } from '../../../background/platform/memory/random.ts';
import { NodeSignatures } from '../../../background/platform/node/signatures.ts';
import type { Answers, CommandOf } from '../../../src/api/answers.ts';
import type { Alert, Command } from '../../../src/api/contract.ts';
import type { Settings } from '../../../src/api/settings.ts';
import type { TorrentRow } from '../../../src/api/snapshot.ts';
import type { FolderRef } from '../../../src/ports/folders.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import type { TcpPort } from '../../../src/ports/tcp.ts';
import { Session } from '../../../src/session/session.ts';
import { NO_RANKS } from '../../../src/storage/file-ranks.ts';
import { encodeResumeData, type ResumeData } from '../../../src/storage/resume-data.ts';
import { DEFAULT_OPTIONS } from '../../../src/storage/torrent-options.ts';
import type { MemoryTorrent } from './memory-torrent.ts';
import { Power } from './power.ts';
import type { World } from './world.ts';

type SessionCommand = Exclude<Command, { kind: 'subscribe' | 'watch' }>;

export interface StartOptions {
  readonly settings?: Partial<Settings>;
  /** Bytes of piece buffers. */
  readonly memoryBudget?: number;
}

/** One computer of a World: its disk and records outlive the sessions that run on it. */
export class Machine {
  readonly address: string;
  readonly store = new MemoryKeyValueStore();
  readonly folders: MemoryFolders;
  readonly log = new MemoryLog();
  readonly alerts: Alert[] = [];
  power = new Power();
  /** Whether it meets those near it by itself (BEP 14), as most tests would rather not. */
  inLocalNetwork = false;
  /** Comes between the engine and its sockets. */
  tamper: (tcp: TcpPort) => TcpPort = (tcp) => tcp;
  readonly #world: World;
  readonly #random: MemoryRandom;
  #session: Session | undefined;

  constructor(world: World, address: string, seed: number) {
    this.#world = world;
    this.address = address;
    this.#random = new MemoryRandom(seed);
    this.folders = new MemoryFolders(world.clock, world.pool);
  }

  get session(): Session {
    if (!this.#session) throw new Error(`${this.address} was not started`);
    return this.#session;
  }

  /** What a session needs, on this machine's present power. */
  ports(): Ports {
    const { clock, network } = this.#world;
    const host = network.host(this.address);
    return {
      clock: this.power.clock(clock),
      random: this.#random,
      tcp: this.tamper(this.power.tcp(host.tcp)),
      udp: host.udp,
      dns: host.dns,
      multicast: this.inLocalNetwork ? host.multicast : undefined,
      https: undefined,
      hasher: this.#world.hasher,
      signatures: new NodeSignatures(),
      folders: this.power.disk(this.folders, clock),
      store: this.power.store(this.store),
      log: this.log,
    };
  }

  async start(options: StartOptions = {}): Promise<this> {
    this.#session = await Session.start(this.ports(), {
      host: 'memory',
      memoryBudget: options.memoryBudget ?? 8 << 20,
      transport: () => 'memory',
      settingsChanged: () => {},
      // Most tests would rather not have it look for routers.
      settings: { dht: false, ...options.settings },
    });
    this.#session.onAlert((alert) => this.alerts.push(alert));
    return this;
  }

  /** The session is gone in the middle of what it did; what it kept is still here. */
  crash(): void {
    this.power.cut();
    this.power = new Power();
    this.#session = undefined;
  }

  execute<Kind extends SessionCommand['kind']>(
    command: CommandOf<Kind>,
  ): Promise<Answers[Kind]> {
    return this.session.execute(command);
  }

  /** Adds the torrent's file. */
  async add(
    torrent: MemoryTorrent,
    options: { readonly folder?: FolderRef; readonly paused?: boolean } = {},
  ): Promise<string> {
    const source = { kind: 'file', base64: torrent.base64 } as const;
    const added = await this.execute({ kind: 'add', source, ...options });
    return added.id;
  }

  /** Puts the torrent on record, as of a session before: it was never looked at. */
  async record(torrent: MemoryTorrent, changes: Partial<ResumeData> = {}): Promise<void> {
    const data = {
      have: undefined,
      folder: this.folders.embedded,
      ownFolder: false,
      unwanted: [],
      ranks: NO_RANKS,
      options: DEFAULT_OPTIONS,
      paused: false,
      addedAt: 5,
      downloaded: 6,
      uploaded: 7,
      seeded: 0,
      ...changes,
    };
    await this.store.set(`torrent/${torrent.id}`, torrent.file);
    await this.store.set(`resume/${torrent.id}`, encodeResumeData(data));
  }

  async addLink(text: string): Promise<string> {
    const source = { kind: 'link', text } as const;
    return (await this.execute({ kind: 'add', source })).id;
  }

  /** What is on record of torrents and links: all but what was counted. */
  async kept(): Promise<string[]> {
    const keys = await this.store.keys('');
    return keys.filter((key) => key !== 'statistics');
  }

  /** Tells it of others: machines where they listen, or "host:port". */
  async meet(id: string, ...others: (Machine | string)[]): Promise<void> {
    const peers = others.map((other) =>
      typeof other === 'string'
        ? other
        : `${other.address}:${other.session.status().listenPort}`,
    );
    await this.execute({ kind: 'add-peers', id, peers });
  }

  row(id: string): TorrentRow {
    const row = this.session.rows().find((candidate) => candidate.id === id);
    if (!row) throw new Error(`no torrent ${id} at ${this.address}`);
    return row;
  }

  /** Writes the torrent's files, as far as named by `pieces`: all by default. */
  async put(
    torrent: MemoryTorrent,
    ref: FolderRef = this.folders.embedded,
    pieces: (piece: number) => boolean = () => true,
  ): Promise<void> {
    const folder = await this.folders.open(ref);
    const content = torrent.content.slice();
    for (let piece = 0; piece < torrent.pieceCount; piece++) {
      const start = piece * torrent.pieceLength;
      if (!pieces(piece)) content.fill(0, start, start + torrent.pieceLength);
    }
    let start = 0;
    for (const { path, bytes, pad } of torrent.files) {
      const mine = content.subarray(start, start + bytes.length);
      start += bytes.length;
      if (pad) continue;
      await folder.allocate(path, bytes.length);
      await folder.write(path, 0, [mine]);
    }
  }

  /** The paths whose files are absent here, or not as the torrent has them. */
  async differences(
    torrent: MemoryTorrent,
    ref: FolderRef = this.folders.embedded,
  ): Promise<string[]> {
    const folder = await this.folders.open(ref);
    const different: string[] = [];
    for (const { path, bytes, pad } of torrent.files) {
      if (pad) continue;
      const stat = await folder.stat(path);
      const found = stat && (await folder.read(path, 0, stat.size));
      if (!found || Buffer.compare(found, bytes) !== 0) different.push(path.join('/'));
    }
    return different;
  }

  /** Which of the torrent's files are here at all. */
  async present(
    torrent: MemoryTorrent,
    ref: FolderRef = this.folders.embedded,
  ): Promise<string[]> {
    const folder = await this.folders.open(ref);
    const paths: string[] = [];
    for (const { path } of torrent.files) {
      if (await folder.stat(path)) paths.push(path.join('/'));
    }
    return paths;
  }
}
