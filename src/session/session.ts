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
import { RillError } from '../errors/rill-error.ts';
import { HttpClient } from '../http/http-client.ts';
import { type InfoHashes, torrentId } from '../metainfo/info-hash.ts';
import { parseMagnet } from '../metainfo/magnet.ts';
import type { Metainfo } from '../metainfo/metainfo.ts';
import { openTorrent } from '../metainfo/open-torrent.ts';
import type { Acceptance, PeerConnection } from '../peer/peer-connection.ts';
import type { Ports } from '../ports/ports.ts';
import type { Handshake } from '../protocol/peer-wire/handshake.ts';
import { BufferPool } from '../storage/buffer-pool.ts';
import type { ResumeData } from '../storage/resume-data.ts';
import type { MagnetDownload } from '../torrent/magnet-download.ts';
import { Torrent, type TorrentContext } from '../torrent/torrent.ts';
import { fetchLink } from './fetch-link.ts';
import { Listener, unknownTorrent } from './listener.ts';
import { Magnets } from './magnets.ts';
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

const USER_AGENT = 'Rill/0.1';

/** All torrents: what can be commanded, and what can be seen. */
export class Session {
  readonly #ports: Ports;
  readonly #options: SessionOptions;
  readonly #records: TorrentRecords;
  readonly #http: HttpClient;
  readonly #torrents = new Map<string, Torrent>();
  /** Ids being added: two windows may drop the same file. */
  readonly #adding = new Set<string>();
  /** Torrents being removed: who adds one of them again waits for that. */
  readonly #leaving = new Map<string, Promise<void>>();
  readonly #magnets: Magnets;
  readonly #listener: Listener;
  readonly #context: TorrentContext;
  readonly #alertListeners = new Set<(alert: Alert) => void>();
  #settings: Settings;
  #stopped = false;

  private constructor(ports: Ports, options: SessionOptions, settings: Settings) {
    this.#ports = ports;
    this.#options = options;
    this.#settings = settings;
    this.#records = new TorrentRecords(ports.store);
    this.#http = new HttpClient(ports, USER_AGENT);
    this.#listener = new Listener({
      tcp: ports.tcp,
      clock: ports.clock,
      accept: (connection, theirs) => this.#accept(connection, theirs),
    });
    this.#context = {
      ports,
      pool: new BufferPool(options.memoryBudget, (length) =>
        ports.hasher.allocate(length),
      ),
      http: trackerHttp(this.#http),
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
    this.#magnets = new Magnets(this.#context, (magnet, file) => {
      void this.#magnetFound(magnet, file);
    });
  }

  /** Listens, and goes on with the torrents that are on record. */
  static async start(ports: Ports, options: SessionOptions): Promise<Session> {
    const settings = { ...(await loadSettings(ports.store)), ...options.settings };
    options.settingsChanged(settings);
    const session = new Session(ports, options, settings);
    try {
      await session.#listener.open(settings.listenPort);
      await session.#restoreAll();
      return session;
    } catch (error) {
      await session.stop();
      throw error;
    }
  }

  /** Torrents that need the engine awake. */
  get active(): number {
    let active = this.#magnets.active;
    for (const { state } of this.#torrents.values()) {
      if (state.kind !== 'paused' && state.kind !== 'error') active++;
    }
    return active;
  }

  /** Those of them that bring or check data, not only share it. */
  get busy(): number {
    let busy = this.#magnets.active;
    for (const { state, complete } of this.#torrents.values()) {
      if (state.kind === 'checking' || state.kind === 'moving') busy++;
      else if (state.kind === 'running' && !complete) busy++;
    }
    return busy;
  }

  rows(): TorrentRow[] {
    const { embedded } = this.#ports.folders;
    const rows = [...this.#torrents.values()].map((torrent) =>
      torrentRow(torrent, embedded),
    );
    return [...rows, ...this.#magnets.rows(embedded)];
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
    if (this.#stopped) throw new InputError('bad-command', 'the engine has stopped');
    switch (command.kind) {
      case 'hello':
        return this.#hello();
      case 'add':
        return this.#add(command);
      case 'pause':
        return this.#magnets.has(command.id)
          ? this.#magnets.setPaused(command.id, true)
          : this.#find(command.id).pause();
      case 'resume':
        return this.#magnets.has(command.id)
          ? this.#magnets.setPaused(command.id, false)
          : this.#find(command.id).resume();
      case 'remove':
        return this.#magnets.has(command.id)
          ? this.#magnets.remove(command.id)
          : this.#remove(command.id, command.deleteData);
      case 'add-peers': {
        const target = this.#magnets.find(command.id) ?? this.#find(command.id);
        return target.addPeers(command.peers.map(readPeer));
      }
      case 'move':
        return this.#magnets.has(command.id)
          ? this.#magnets.setFolder(command.id, command.folder)
          : this.#find(command.id).move(command.folder);
      case 'create':
      case 'get-details':
      case 'export-torrent':
      case 'set-trackers':
      case 'set-web-seeds':
        throw new InputError('bad-command', `${command.kind} is not there yet`);
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
    this.#stopped = true;
    this.#listener.close();
    const torrents = [...this.#torrents.values()].map((torrent) => torrent.shutDown());
    await Promise.all([this.#magnets.stop(), ...torrents]);
    await Promise.allSettled(this.#leaving.values());
  }

  #hello(): HelloResult {
    return { version: CONTRACT_VERSION, host: this.#options.host };
  }

  async #add(command: Command & { kind: 'add' }): Promise<AddResult> {
    const { source } = command;
    const fresh = this.#freshData();
    const { folder = fresh.folder, paused = false } = command;
    const data = { ...fresh, folder, paused };
    if (source.kind === 'link' && isMagnet(source.text))
      return this.#addMagnet(source.text.trim(), data);
    return this.#addFile(await this.#fetch(source), data);
  }

  async #addMagnet(link: string, data: ResumeData): Promise<AddResult> {
    const { infoHash: hash, displayName } = parseMagnet(link);
    const id = toHex(hash);
    this.#refuseTwice(id, displayName ?? id);
    const { folder, paused, addedAt } = data;
    const { name } = await this.#magnets.add({ link, folder, paused, addedAt });
    return { id, name };
  }

  async #addFile(file: Uint8Array, data: ResumeData): Promise<AddResult> {
    const { metainfo, hashes } = await openTorrent(file, this.#ports.hasher);
    const id = torrentId(hashes);
    this.#refuseTwice(id, metainfo.name);
    this.#adding.add(id);
    try {
      await this.#left(id);
      await this.#records.add(id, file, data);
      this.#open(metainfo, hashes, data);
    } finally {
      this.#adding.delete(id);
    }
    return { id, name: metainfo.name };
  }

  #refuseTwice(id: string, name: string): void {
    if (!this.#torrents.has(id) && !this.#magnets.has(id) && !this.#adding.has(id))
      return;
    throw new InputError('already-added', `${name} is in the list already`);
  }

  /** A magnet link became a torrent: from here on it is one like any other. */
  async #magnetFound(magnet: MagnetDownload, file: Uint8Array): Promise<void> {
    const { id } = magnet;
    try {
      const { metainfo, hashes } = await openTorrent(file, this.#ports.hasher);
      if (torrentId(hashes) !== id) {
        throw new InputError('not-a-torrent', 'its metadata is of another torrent');
      }
      await this.#left(id);
      // The link stays on record until the torrent is: no crash between loses both.
      await this.#records.add(id, file, this.#dataOf(magnet));
      if (this.#stopped) return;
      if (!this.#magnets.has(id)) return await this.#records.remove(id);
      this.#open(metainfo, hashes, this.#dataOf(magnet));
      this.#torrents.get(id)?.addPeers(magnet.peers);
    } catch (error) {
      const known =
        error instanceof RillError
          ? error
          : new InputError('not-a-torrent', `cannot use its metadata: ${error}`);
      this.#torrentFailed(id, magnet.name, known);
    }
    await this.#magnets
      .remove(id)
      .catch((error) =>
        this.#ports.log.write('error', 'session', `cannot forget ${id}: ${error}`),
      );
  }

  /** What its torrent begins with. */
  #dataOf({ id }: MagnetDownload): ResumeData {
    const { folder, paused, addedAt } = this.#magnets.record(id) ?? this.#freshData();
    return { ...this.#freshData(), folder, paused, addedAt };
  }

  /** Resolves once no torrent of that id is being removed any more. */
  async #left(id: string): Promise<void> {
    await this.#leaving.get(id)?.catch(() => {});
  }

  /** Of a torrent that was never looked at. */
  #freshData(): ResumeData {
    return {
      have: undefined,
      folder: this.#settings.defaultFolder ?? this.#ports.folders.embedded,
      ownFolder: false,
      unwanted: [],
      paused: false,
      addedAt: this.#ports.clock.date(),
      downloaded: 0,
      uploaded: 0,
    };
  }

  async #fetch(source: AddSource): Promise<Uint8Array> {
    if (source.kind === 'link') return fetchLink(source.text, this.#http);
    const file = fromBase64(source.base64);
    if (!file) throw new InputError('not-a-torrent', 'this is not a torrent file');
    return file;
  }

  async #restoreAll(): Promise<void> {
    for (const id of await this.#records.ids()) await this.#restore(id);
    await this.#magnets.restore(
      (id) => this.#torrents.has(id),
      (key, error) =>
        this.#ports.log.write('error', 'session', `cannot restore ${key}: ${error}`),
    );
  }

  /** A record that cannot be read is left alone, and said in the log. */
  async #restore(id: string): Promise<void> {
    try {
      const file = await this.#records.file(id);
      if (!file) return;
      const { metainfo, hashes } = await openTorrent(file, this.#ports.hasher);
      const data = await this.#records.resume(id, metainfo.pieceCount);
      this.#open(metainfo, hashes, data ?? this.#freshData());
    } catch (error) {
      this.#ports.log.write('error', 'session', `cannot restore ${id}: ${error}`);
    }
  }

  /** What comes too late is on record: the next session opens it. */
  #open(metainfo: Metainfo, hashes: InfoHashes, data: ResumeData): void {
    if (this.#stopped) return;
    const torrent = new Torrent(this.#context, metainfo, hashes, data);
    this.#torrents.set(torrent.id, torrent);
    torrent.start();
  }

  async #remove(id: string, deleteData: boolean): Promise<void> {
    const torrent = this.#find(id);
    this.#torrents.delete(id);
    const leaving = this.#takeOut(torrent, deleteData);
    this.#leaving.set(id, leaving);
    try {
      await leaving;
    } finally {
      this.#leaving.delete(id);
    }
  }

  async #takeOut(torrent: Torrent, deleteData: boolean): Promise<void> {
    try {
      await torrent.remove(deleteData);
    } finally {
      await this.#records.remove(torrent.id);
    }
  }

  async #change(changes: Partial<Settings>): Promise<Settings> {
    const before = this.#settings;
    this.#settings = { ...before, ...changes };
    await saveSettings(this.#ports.store, this.#settings);
    this.#options.settingsChanged(this.#settings);
    const { transport, listenPort } = this.#settings;
    const moved = transport !== before.transport || listenPort !== before.listenPort;
    if (moved && !this.#stopped) {
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

function isMagnet(text: string): boolean {
  return /^\s*magnet:/i.test(text);
}

function readPeer(text: string): Endpoint {
  const endpoint = parseEndpoint(text);
  if (!endpoint)
    throw new InputError('bad-endpoint', `${text} is not an address and a port`);
  return endpoint;
}
