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
import { Bitfield } from '../bytes/bitfield.ts';
import { type Endpoint, parseEndpoint } from '../bytes/endpoint.ts';
import { toHex } from '../bytes/hex.ts';
import { USER_AGENT } from '../bytes/program.ts';
import { InputError } from '../errors/input-error.ts';
import { RillError } from '../errors/rill-error.ts';
import { StorageError } from '../errors/storage-error.ts';
import { HttpClient } from '../http/http-client.ts';
import { leftOut } from '../metainfo/file-selection.ts';
import { fulfils, swarmIds, torrentId } from '../metainfo/info-hash.ts';
import { looksLikeMagnet, parseMagnet } from '../metainfo/magnet.ts';
import { type OpenedTorrent, openTorrent } from '../metainfo/open-torrent.ts';
import { withLinks } from '../metainfo/with-links.ts';
import { withPieceLayers } from '../metainfo/with-piece-layers.ts';
import { PeerBudget, type PeerLimits } from '../peer/peer-budget.ts';
import type { Acceptance, PeerConnection } from '../peer/peer-connection.ts';
import type { Ports } from '../ports/ports.ts';
import type { Handshake } from '../protocol/peer-wire/handshake.ts';
import { BufferPool } from '../storage/buffer-pool.ts';
import { NO_RANKS } from '../storage/file-ranks.ts';
import { ReadCache } from '../storage/read-cache.ts';
import type { ResumeData } from '../storage/resume-data.ts';
import { DEFAULT_OPTIONS } from '../storage/torrent-options.ts';
import type { TorrentAt } from '../torrent/exact-source.ts';
import type { MagnetDownload } from '../torrent/magnet-download.ts';
import type { TorrentContext } from '../torrent/torrent-context.ts';
import { ConnectionBudget } from '../webseed/connection-budget.ts';
import { Admission } from './admission.ts';
import { type Creation, Creations } from './creations.ts';
import { Editing } from './editing.ts';
import { fetchLink } from './fetch-link.ts';
import { Filtering } from './filtering.ts';
import { Listener, unknownTorrent } from './listener.ts';
import { type MagnetRecord, Magnets } from './magnets.ts';
import { newPeerId } from './peer-id.ts';
import { RateLimits } from './rate-limits.ts';
import { loadSettings, saveSettings } from './settings-store.ts';
import { alreadyAdded, type NewTorrent, TorrentList } from './torrent-list.ts';
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

/** Connections to web seeds, of all torrents together. */
const WEB_SEED_CONNECTIONS = 40;
/** Bytes read ahead for those who download from us, all torrents together. */
const READ_CACHE = 32 << 20;

/** All torrents: what can be commanded, and what can be seen. */
export class Session {
  readonly #ports: Ports;
  readonly #options: SessionOptions;
  readonly #http: HttpClient;
  readonly #torrents: TorrentList;
  readonly #magnets: Magnets;
  readonly #creations: Creations;
  readonly #editing: Editing;
  readonly #admission: Admission;
  readonly #listener: Listener;
  readonly #context: TorrentContext;
  readonly #limits: RateLimits;
  readonly #peerBudget: PeerBudget;
  readonly #filtering: Filtering;
  readonly #alertListeners = new Set<(alert: Alert) => void>();
  #settings: Settings;
  /** The change of settings under way, if any; never rejects. */
  #changing: Promise<unknown> = Promise.resolve();
  #stopped = false;

  private constructor(ports: Ports, options: SessionOptions, settings: Settings) {
    this.#ports = ports;
    this.#options = options;
    this.#settings = settings;
    const records = new TorrentRecords(ports.store);
    this.#http = new HttpClient(ports, USER_AGENT);
    this.#filtering = new Filtering(ports.tcp, ports.store);
    this.#filtering.enable(settings.ipFilter);
    this.#listener = new Listener({
      tcp: this.#filtering.tcp,
      clock: ports.clock,
      accept: (connection, theirs) => this.#accept(connection, theirs),
    });
    this.#limits = new RateLimits(ports.clock);
    this.#limits.apply(settings);
    this.#peerBudget = new PeerBudget(peerLimits(settings));
    this.#context = {
      ports: { ...ports, tcp: this.#filtering.tcp },
      pool: new BufferPool(options.memoryBudget, (length) =>
        ports.hasher.allocate(length),
      ),
      cache: new ReadCache(READ_CACHE),
      http: trackerHttp(this.#http),
      userAgent: USER_AGENT,
      webSeedConnections: new ConnectionBudget(WEB_SEED_CONNECTIONS),
      peerId: newPeerId(ports.random),
      peerBudget: this.#peerBudget,
      listenPort: () => this.#listener.port,
      limits: this.#limits,
      uploadSlots: () => this.#settings.uploadSlots,
      save: (torrent, data) => records.save(torrent.id, data),
      learnedLayers: ({ id }, layers) =>
        records.change(id, (file) => withPieceLayers(file, layers)),
      completed: ({ id, metainfo }) =>
        this.#alert({ kind: 'completed', id, name: metainfo.name }),
      failed: ({ id, metainfo }, error) => this.#torrentFailed(id, metainfo.name, error),
      changed: () => this.#admission.changed(),
      checkTurn: ({ id }, signal) => this.#admission.checkTurn(id, signal),
      peerDropped: ({ id }, peer, reason) => {
        ports.log.write('info', 'peer', `${peer} dropped: ${reason.message}`);
        this.#alert({ kind: 'peer-dropped', id, peer, error: reportError(reason) });
      },
    };
    this.#torrents = new TorrentList(this.#context, records);
    const torrentAt: TorrentAt = (url, signal) => fetchLink(url, this.#http, signal);
    this.#magnets = new Magnets(
      { ...this.#context, torrentAt },
      (magnet, file) => void this.#magnetFound(magnet, file),
      () => this.#admission.changed(),
    );
    this.#admission = new Admission({
      ...ports,
      torrents: this.#torrents,
      magnets: this.#magnets,
      settings: () => this.#settings,
    });
    this.#editing = new Editing(this.#torrents, this.#magnets, records);
    this.#creations = new Creations(ports, (creation, file) =>
      this.#torrentMade(creation, file),
    );
  }

  /** Listens, and goes on with the torrents that are on record. */
  static async start(ports: Ports, options: SessionOptions): Promise<Session> {
    const settings = { ...(await loadSettings(ports.store)), ...options.settings };
    options.settingsChanged(settings);
    const session = new Session(ports, options, settings);
    try {
      await session.#filtering.load();
      await session.#listener.open(settings.listenPort);
      await session.#restoreAll();
      await session.#admission.start();
      return session;
    } catch (error) {
      await session.stop();
      throw error;
    }
  }

  /** Torrents that need the engine awake. */
  get active(): number {
    let active = this.#magnets.active + this.#creations.active;
    for (const { state } of this.#torrents) {
      switch (state.kind) {
        case 'checking':
        case 'running':
        case 'moving':
          active++;
      }
    }
    return active;
  }

  /** Those of them that bring or check data, not only share it. */
  get busy(): number {
    let busy = this.#magnets.active + this.#creations.active;
    for (const { state, complete } of this.#torrents) {
      if (state.kind === 'checking' || state.kind === 'moving') busy++;
      else if (state.kind === 'running' && !complete) busy++;
    }
    return busy;
  }

  rows(): TorrentRow[] {
    const { embedded } = this.#ports.folders;
    const positions = this.#admission.positions();
    return [
      ...[...this.#torrents].map((torrent) =>
        torrentRow(torrent, embedded, positions.get(torrent.id)),
      ),
      ...this.#magnets.rows(embedded, positions),
      ...this.#creations.rows(embedded),
    ];
  }

  status(): SessionStatus {
    let downRate = 0;
    let upRate = 0;
    for (const torrent of this.#torrents) {
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
          : this.#torrents.find(command.id).pause();
      case 'resume':
        return this.#magnets.has(command.id)
          ? this.#magnets.setPaused(command.id, false)
          : this.#admission.resume(this.#torrents.find(command.id));
      case 'remove':
        if (this.#creations.has(command.id)) return this.#creations.remove(command.id);
        return this.#magnets.has(command.id)
          ? this.#magnets.remove(command.id)
          : this.#torrents.remove(command.id, command.deleteData);
      case 'add-peers': {
        const target = this.#magnets.find(command.id) ?? this.#torrents.find(command.id);
        return target.addPeers(command.peers.map(readPeer));
      }
      case 'move':
        return this.#magnets.has(command.id)
          ? this.#magnets.setFolder(command.id, command.folder)
          : this.#torrents.find(command.id).move(command.folder);
      case 'create':
        return this.#creations.add(command.plan);
      case 'get-details':
        return this.#editing.details(command.id);
      case 'export-torrent':
        return this.#editing.export(command.id);
      case 'set-trackers':
        return this.#editing.setTrackers(command.id, command.trackers);
      case 'set-web-seeds':
        return this.#editing.setWebSeeds(command.id, command.webSeeds);
      case 'set-priorities':
        return this.#editing.setPriorities(command.id, command.files, command.priority);
      case 'set-options':
        this.#torrents.find(command.id).setOptions(command.changes);
        return this.#admission.anew();
      case 'set-ip-filter':
        return this.#filtering.set(command.base64);
      case 'move-in-queue':
        return this.#admission.move(command.ids, command.to);
      case 'get-settings':
        return this.#settings;
      case 'set-settings':
        return this.#change(command.changes);
    }
  }

  /** Writes what is not written of the resume data. */
  async save(): Promise<void> {
    await this.#torrents.save();
  }

  /** Ends: trackers are told, everything is saved and closed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#listener.close();
    await Promise.all([
      this.#admission.stop(),
      this.#creations.stop(),
      this.#magnets.stop(),
      this.#torrents.stop(),
    ]);
    this.#limits.stop();
  }

  #hello(): HelloResult {
    return { version: CONTRACT_VERSION, host: this.#options.host };
  }

  async #add(command: Command & { kind: 'add' }): Promise<AddResult> {
    const { source, folder, paused = false } = command;
    if (source.kind === 'link' && looksLikeMagnet(source.text.trim())) {
      const data = this.#freshData();
      const { addedAt } = data;
      const link = source.text.trim();
      return this.#addMagnet({ link, folder: folder ?? data.folder, paused, addedAt });
    }
    const file = await this.#fetch(source);
    const opened = await openTorrent(file, this.#ports.hasher);
    // What a link was waiting for: its torrent goes where the link's would have gone.
    const [link] = this.#magnets.sharing(swarmIds(opened.hashes));
    const fresh = { ...(link ? this.#dataOf(link, opened) : this.#freshData()), paused };
    const data = { ...fresh, folder: folder ?? fresh.folder };
    await this.#addTorrent({ file, opened, data: () => data, wanted: () => true });
    return { id: torrentId(opened.hashes), name: opened.metainfo.name };
  }

  async #addMagnet(record: MagnetRecord): Promise<AddResult> {
    const { hashes, displayName } = parseMagnet(record.link);
    const names = swarmIds(hashes);
    const label = displayName ?? torrentId(hashes);
    this.#torrents.refuseTwice(names, label);
    if (this.#magnets.sharing(names).length > 0) throw alreadyAdded(label);
    const { id, name } = await this.#magnets.add(record);
    return { id, name };
  }

  /** The links there are of it, by either of its names, give way to it. */
  async #addTorrent(torrent: NewTorrent): Promise<void> {
    const added = await this.#torrents.add(await this.#withLinks(torrent));
    if (!added) return;
    for (const magnet of this.#magnets.sharing(added.names)) {
      // Of a private torrent its trackers alone tell the peers (BEP 27), or a person.
      added.addPeers(added.metainfo.isPrivate ? magnet.addedPeers : magnet.peers);
      await this.#magnets.giveWay(magnet.id);
    }
  }

  async #withLinks(torrent: NewTorrent): Promise<NewTorrent> {
    const { file, opened } = torrent;
    const links = this.#magnets.sharing(swarmIds(opened.hashes));
    const merged = withLinks(
      file,
      opened.metainfo,
      links.map(({ magnet }) => magnet),
    );
    if (merged === file) return torrent;
    const { hasher } = this.#ports;
    return { ...torrent, file: merged, opened: await openTorrent(merged, hasher) };
  }

  /** A magnet link became a torrent: from here on it is one like any other. */
  async #magnetFound(magnet: MagnetDownload, file: Uint8Array): Promise<void> {
    try {
      const opened = await openTorrent(file, this.#ports.hasher);
      if (!fulfils(opened.hashes, magnet.magnet.hashes)) {
        throw new InputError('not-a-torrent', 'its metadata is of another torrent');
      }
      await this.#addTorrent({
        file,
        opened,
        data: () => this.#dataOf(magnet, opened),
        // The link stays on record until the torrent is: no crash between loses both.
        wanted: () => this.#magnets.has(magnet.id),
      });
    } catch (error) {
      const known =
        error instanceof RillError
          ? error
          : new StorageError('io', `cannot keep its torrent: ${error}`, { cause: error });
      // Not a failure: another link of it, or its file, came first.
      if (known.code !== 'already-added')
        this.#torrentFailed(magnet.id, magnet.name, known);
      // What could not be written down is not lost: the link stays, and can be resumed.
      if (!(known instanceof InputError)) return;
    }
    await this.#magnets.giveWay(magnet.id);
  }

  /** Everything of it is there, in the very folder it was made from. */
  async #torrentMade({ id, plan, addedAt }: Creation, file: Uint8Array): Promise<void> {
    const opened = await openTorrent(file, this.#ports.hasher);
    const have = new Bitfield(opened.metainfo.pieceCount);
    have.setAll();
    const { folder, path } = plan;
    // A torrent of one file has no folder of its own.
    const ownFolder = path.length === 0 && opened.metainfo.files[0]!.path.length > 1;
    const data = { ...this.#freshData(), have, folder, ownFolder, addedAt };
    const wanted = () => this.#creations.has(id);
    await this.#addTorrent({ file, opened, data: () => data, wanted });
  }

  /** What a link's torrent begins with. */
  #dataOf({ id, magnet }: MagnetDownload, { metainfo }: OpenedTorrent): ResumeData {
    const fresh = this.#freshData();
    const { folder, paused, addedAt } = this.#magnets.record(id) ?? fresh;
    const unwanted = leftOut(magnet.selection ?? [], metainfo.files);
    return { ...fresh, folder, paused, addedAt, unwanted };
  }

  /** Of a torrent that was never looked at. */
  #freshData(): ResumeData {
    return {
      have: undefined,
      folder: this.#settings.defaultFolder ?? this.#ports.folders.embedded,
      ownFolder: false,
      unwanted: [],
      ranks: NO_RANKS,
      options: DEFAULT_OPTIONS,
      paused: false,
      addedAt: this.#ports.clock.date(),
      downloaded: 0,
      uploaded: 0,
      seeded: 0,
    };
  }

  async #fetch(source: AddSource): Promise<Uint8Array> {
    if (source.kind === 'link') return fetchLink(source.text, this.#http);
    const file = fromBase64(source.base64);
    if (!file) throw new InputError('not-a-torrent', 'this is not a torrent file');
    return file;
  }

  async #restoreAll(): Promise<void> {
    await this.#torrents.restore(() => this.#freshData());
    await this.#magnets.restore(
      (id) => this.#torrents.named(id) !== undefined,
      (key, error) =>
        this.#ports.log.write('error', 'session', `cannot restore ${key}: ${error}`),
    );
  }

  /** One after another: each builds on the one before. */
  #change(changes: Partial<Settings>): Promise<Settings> {
    const changed = this.#changing.then(() => this.#changeNow(changes));
    this.#changing = changed.catch(() => {});
    return changed;
  }

  async #changeNow(changes: Partial<Settings>): Promise<Settings> {
    const before = this.#settings;
    const next = { ...before, ...changes };
    // First: what cannot be written is not to hold only until the next start.
    await saveSettings(this.#ports.store, next);
    this.#settings = next;
    this.#limits.apply(next);
    this.#peerBudget.limits = peerLimits(next);
    this.#filtering.enable(next.ipFilter);
    this.#options.settingsChanged(this.#settings);
    this.#admission.settingsChanged(before);
    const { transport, listenPort } = this.#settings;
    const moved = transport !== before.transport || listenPort !== before.listenPort;
    if (moved && !this.#stopped) {
      await this.#listener.open(listenPort);
    }
    return this.#settings;
  }

  #accept(connection: () => PeerConnection, theirs: Handshake): Acceptance {
    const name = toHex(theirs.infoHash);
    const target = this.#torrents.named(name) ?? this.#magnets.sharing([name])[0];
    if (!target) throw unknownTorrent();
    return target.accept(connection, theirs);
  }

  #torrentFailed(id: string, name: string, error: RillError): void {
    this.#ports.log.write('error', 'torrent', `${name}: ${error.message}`);
    this.#alert({ kind: 'torrent-error', id, name, error: reportError(error) });
  }

  #alert(alert: Alert): void {
    for (const listener of this.#alertListeners) listener(alert);
  }
}

function peerLimits(settings: Settings): PeerLimits {
  return {
    connections: settings.maxPeers,
    perTorrent: settings.maxPeersPerTorrent,
    halfOpen: settings.maxHalfOpen,
  };
}

function readPeer(text: string): Endpoint {
  const endpoint = parseEndpoint(text);
  if (!endpoint)
    throw new InputError('bad-endpoint', `${text} is not an address and a port`);
  return endpoint;
}
