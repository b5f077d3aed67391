import type {
  AddResult,
  AddSource,
  Alert,
  Command,
  HelloResult,
} from '../api/contract.ts';
import { CONTRACT_VERSION } from '../api/contract.ts';
import type { Settings } from '../api/settings.ts';
import type { SessionStatus, TorrentRow } from '../api/snapshot.ts';
import { fromBase64 } from '../bytes/base64.ts';
import { type Endpoint, parseEndpoint } from '../bytes/endpoint.ts';
import { toHex } from '../bytes/hex.ts';
import { InputError } from '../errors/input-error.ts';
import type { RillError } from '../errors/rill-error.ts';
import { infoHash } from '../metainfo/info-hash.ts';
import type { Metainfo } from '../metainfo/metainfo.ts';
import { parseTorrent } from '../metainfo/parse-torrent.ts';
import type { Acceptance, PeerConnection } from '../peer/peer-connection.ts';
import type { Ports } from '../ports/ports.ts';
import type { Handshake } from '../protocol/peer-wire/handshake.ts';
import { BufferPool } from '../storage/buffer-pool.ts';
import type { ResumeData } from '../storage/resume-data.ts';
import { Torrent, type TorrentContext } from '../torrent/torrent.ts';
import { fetchLink } from './fetch-link.ts';
import { Listener, unknownTorrent } from './listener.ts';
import { newPeerId } from './peer-id.ts';
import { loadSettings, saveSettings } from './settings-store.ts';
import { TorrentRecords } from './torrent-records.ts';
import { reportError, torrentRow } from './torrent-row.ts';
import { trackerHttp } from './tracker-http.ts';

export interface SessionOptions {
  /** "chrome-app" or "node". */
  readonly host: string;
  /** Bytes of piece buffers, all torrents together. */
  readonly memoryBudget: number;
  /** What was said at the start, over what was saved. */
  readonly settings?: Partial<Settings>;
  /** What sockets are opened with now. */
  transport(): string;
  /** Called before anything connects, and after each change. */
  settingsChanged(settings: Settings): void;
}

/** All torrents: what can be commanded, and what can be seen. */
export class Session {
  readonly #ports: Ports;
  readonly #options: SessionOptions;
  readonly #records: TorrentRecords;
  readonly #torrents = new Map<string, Torrent>();
  /** Ids being added: two windows may drop the same file. */
  readonly #adding = new Set<string>();
  readonly #listener: Listener;
  readonly #context: TorrentContext;
  readonly #alertListeners = new Set<(alert: Alert) => void>();
  #settings: Settings;

  private constructor(ports: Ports, options: SessionOptions, settings: Settings) {
    this.#ports = ports;
    this.#options = options;
    this.#settings = settings;
    this.#records = new TorrentRecords(ports.store);
    this.#listener = new Listener({
      tcp: ports.tcp,
      clock: ports.clock,
      accept: (connection, theirs) => this.#accept(connection, theirs),
    });
    this.#context = {
      ports,
      pool: new BufferPool(options.memoryBudget),
      http: trackerHttp(ports),
      peerId: newPeerId(ports.random),
      listenPort: () => this.#listener.port,
      save: (torrent, data) => this.#records.save(torrent.id, data),
      completed: ({ id, metainfo }) =>
        this.#alert({ kind: 'completed', id, name: metainfo.name }),
      failed: ({ id, metainfo }, error) => this.#torrentFailed(id, metainfo.name, error),
      peerDropped: ({ id }, peer, reason) => {
        ports.log.write('info', 'peer', `${peer} dropped: ${reason.message}`);
        this.#alert({ kind: 'peer-dropped', id, peer, error: reportError(reason) });
      },
    };
  }

  /** Listens, and goes on with the torrents that are on record. */
  static async start(ports: Ports, options: SessionOptions): Promise<Session> {
    const settings = { ...(await loadSettings(ports.store)), ...options.settings };
    options.settingsChanged(settings);
    const session = new Session(ports, options, settings);
    await session.#listener.open(settings.listenPort);
    for (const id of await session.#records.ids()) await session.#restore(id);
    return session;
  }

  /** Torrents that need the engine awake. */
  get active(): number {
    let active = 0;
    for (const { state } of this.#torrents.values()) {
      if (state.kind !== 'paused' && state.kind !== 'error') active++;
    }
    return active;
  }

  rows(): TorrentRow[] {
    const { embedded } = this.#ports.folders;
    return [...this.#torrents.values()].map((torrent) => torrentRow(torrent, embedded));
  }

  status(): SessionStatus {
    let downRate = 0;
    let upRate = 0;
    for (const torrent of this.#torrents.values()) {
      downRate += torrent.downRate;
      upRate += torrent.upRate;
    }
    const { port, error } = this.#listener;
    return {
      downRate: Math.round(downRate),
      upRate: Math.round(upRate),
      listenPort: port ?? null,
      listenError: port === undefined && error ? reportError(error) : null,
      active: this.active,
      transport: this.#options.transport(),
    };
  }

  /** Hears every alert until the returned function is called. */
  onAlert(listener: (alert: Alert) => void): () => void {
    this.#alertListeners.add(listener);
    return () => this.#alertListeners.delete(listener);
  }

  /** Does what the contract says. Rejects with a RillError. */
  async execute(command: Exclude<Command, { kind: 'subscribe' }>): Promise<unknown> {
    switch (command.kind) {
      case 'hello':
        return this.#hello();
      case 'add':
        return this.#add(command);
      case 'pause':
        return this.#find(command.id).pause();
      case 'resume':
        return this.#find(command.id).resume();
      case 'remove':
        return this.#remove(command.id, command.deleteData);
      case 'add-peers':
        return this.#find(command.id).addPeers(command.peers.map(readPeer));
      case 'move':
        return this.#find(command.id).move(command.folder);
      case 'get-settings':
        return this.#settings;
      case 'set-settings':
        return this.#change(command.changes);
    }
  }

  /** Writes what is not written of the resume data. */
  async save(): Promise<void> {
    await Promise.all([...this.#torrents.values()].map((torrent) => torrent.save()));
  }

  /** Ends: trackers are told, everything is saved and closed. */
  async stop(): Promise<void> {
    this.#listener.close();
    await Promise.all([...this.#torrents.values()].map((torrent) => torrent.shutDown()));
  }

  #hello(): HelloResult {
    return { version: CONTRACT_VERSION, host: this.#options.host };
  }

  async #add(command: Command & { kind: 'add' }): Promise<AddResult> {
    const file = await this.#fetch(command.source);
    const metainfo = parseTorrent(file);
    const hash = await infoHash(metainfo, this.#ports.hasher);
    const id = toHex(hash);
    if (this.#torrents.has(id) || this.#adding.has(id)) {
      throw new InputError('already-added', `${metainfo.name} is in the list already`);
    }
    this.#adding.add(id);
    try {
      await this.#records.add(id, file);
      const fresh = this.#freshData();
      const { folder = fresh.folder, paused = false } = command;
      this.#open(metainfo, hash, { ...fresh, folder, paused });
    } finally {
      this.#adding.delete(id);
    }
    return { id, name: metainfo.name };
  }

  /** Of a torrent that was never looked at. */
  #freshData(): ResumeData {
    return {
      have: undefined,
      folder: this.#settings.defaultFolder ?? this.#ports.folders.embedded,
      paused: false,
      addedAt: this.#ports.clock.date(),
      downloaded: 0,
      uploaded: 0,
    };
  }

  async #fetch(source: AddSource): Promise<Uint8Array> {
    if (source.kind === 'link') return fetchLink(source.text, this.#ports);
    const file = fromBase64(source.base64);
    if (!file) throw new InputError('not-a-torrent', 'this is not a torrent file');
    return file;
  }

  /** A record that cannot be read is left alone, and said in the log. */
  async #restore(id: string): Promise<void> {
    try {
      const file = await this.#records.file(id);
      if (!file) return;
      const metainfo = parseTorrent(file);
      const data = await this.#records.resume(id, metainfo.pieceCount);
      const hash = await infoHash(metainfo, this.#ports.hasher);
      this.#open(metainfo, hash, data ?? this.#freshData());
    } catch (error) {
      this.#ports.log.write('error', 'session', `cannot restore ${id}: ${error}`);
    }
  }

  #open(metainfo: Metainfo, hash: Uint8Array, data: ResumeData): void {
    const torrent = new Torrent(this.#context, metainfo, hash, data);
    this.#torrents.set(torrent.id, torrent);
    torrent.start();
  }

  async #remove(id: string, deleteData: boolean): Promise<void> {
    const torrent = this.#find(id);
    this.#torrents.delete(id);
    try {
      await torrent.remove(deleteData);
    } finally {
      await this.#records.remove(id);
    }
  }

  async #change(changes: Partial<Settings>): Promise<Settings> {
    const before = this.#settings;
    this.#settings = { ...before, ...changes };
    await saveSettings(this.#ports.store, this.#settings);
    this.#options.settingsChanged(this.#settings);
    const { transport, listenPort } = this.#settings;
    if (transport !== before.transport || listenPort !== before.listenPort) {
      await this.#listener.open(listenPort);
    }
    return this.#settings;
  }

  #find(id: string): Torrent {
    const torrent = this.#torrents.get(id);
    if (!torrent)
      throw new InputError('no-such-torrent', 'this torrent is not in the list');
    return torrent;
  }

  #accept(connection: () => PeerConnection, theirs: Handshake): Acceptance {
    const torrent = this.#torrents.get(toHex(theirs.infoHash));
    if (!torrent) throw unknownTorrent();
    return torrent.accept(connection, theirs);
  }

  #torrentFailed(id: string, name: string, error: RillError): void {
    this.#ports.log.write('error', 'torrent', `${name}: ${error.message}`);
    this.#alert({ kind: 'torrent-error', id, name, error: reportError(error) });
  }

  #alert(alert: Alert): void {
    for (const listener of this.#alertListeners) listener(alert);
  }
}

function readPeer(text: string): Endpoint {
  const endpoint = parseEndpoint(text);
  if (!endpoint)
    throw new InputError('bad-endpoint', `${text} is not an address and a port`);
  return endpoint;
}
