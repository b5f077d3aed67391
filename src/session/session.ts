import type { Answers, CommandOf } from '../api/answers.ts';
import type { Alert } from '../api/contract.ts';
import type { Settings } from '../api/settings.ts';
import type { SessionStatus, TorrentRow } from '../api/snapshot.ts';
import { toHex } from '../bytes/hex.ts';
import { USER_AGENT } from '../bytes/program.ts';
import { InputError } from '../errors/input-error.ts';
import type { RillError } from '../errors/rill-error.ts';
import { HttpClient } from '../http/http-client.ts';
import { Lsd } from '../lsd/lsd.ts';
import { swarmName, swarmVersions } from '../metainfo/info-hash.ts';
import { withPieceLayers } from '../metainfo/with-piece-layers.ts';
import { PeerBudget, type PeerLimits } from '../peer/peer-budget.ts';
import type { Acceptance, PeerConnection } from '../peer/peer-connection.ts';
import type { Ports } from '../ports/ports.ts';
import type { Handshake } from '../protocol/peer-wire/handshake.ts';
import { BufferPool } from '../storage/buffer-pool.ts';
import { ReadCache } from '../storage/read-cache.ts';
import type { TorrentAt } from '../torrent/exact-source.ts';
import type { TorrentContext } from '../torrent/torrent-context.ts';
import { HttpTracker } from '../tracker/http-tracker.ts';
import { Scraper } from '../tracker/scraper.ts';
import { TrackerClients } from '../tracker/tracker-clients.ts';
import { UdpTracker } from '../tracker/udp-tracker.ts';
import { ConnectionBudget } from '../webseed/connection-budget.ts';
import { Adding } from './adding.ts';
import { Admission } from './admission.ts';
import { Chronicle } from './chronicle.ts';
import { Commands, type SessionCommand } from './commands.ts';
import { Creations } from './creations.ts';
import { DhtItems } from './dht-items.ts';
import { DhtService } from './dht-service.ts';
import { Duplicates } from './duplicates.ts';
import { Editing } from './editing.ts';
import { fetchLink } from './fetch-link.ts';
import { Filtering } from './filtering.ts';
import { Following } from './following.ts';
import { Labels } from './labels.ts';
import { Listener, unknownTorrent } from './listener.ts';
import { Magnets } from './magnets.ts';
import { Overview } from './overview.ts';
import { newPeerId } from './peer-id.ts';
import { Places } from './places.ts';
import { RateLimits } from './rate-limits.ts';
import { Removal } from './removal.ts';
import { loadSettings, saveSettings } from './settings-store.ts';
import { TorrentList } from './torrent-list.ts';
import { TorrentRecords } from './torrent-records.ts';
import { reportError } from './torrent-row.ts';
import { Versions } from './versions.ts';

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
  readonly #udpTrackers: UdpTracker;
  readonly #scraper: Scraper;
  readonly #torrents: TorrentList;
  readonly #magnets: Magnets;
  readonly #creations: Creations;
  readonly #labels: Labels;
  readonly #removal: Removal;
  readonly #adding: Adding;
  readonly #overview: Overview;
  readonly #chronicle: Chronicle;
  readonly #commands: Commands;
  readonly #admission: Admission;
  readonly #following: Following;
  readonly #listener: Listener;
  readonly #context: TorrentContext;
  readonly #limits: RateLimits;
  readonly #peerBudget: PeerBudget;
  readonly #filtering: Filtering;
  readonly #dht: DhtService;
  readonly #lsd: Lsd;
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
    const http = new HttpTracker(this.#http, ports);
    this.#udpTrackers = new UdpTracker(ports);
    const trackers = new TrackerClients({ http, https: http, udp: this.#udpTrackers });
    this.#scraper = new Scraper({
      clock: ports.clock,
      client: trackers,
      sharing: (url) => this.#sharing(url),
    });
    this.#chronicle = new Chronicle({
      ports,
      has: (torrent) => this.#torrents.get(torrent.id) === torrent,
      status: () => this.status(),
      nameOf: (id) => this.#nameOf(id),
    });
    this.#filtering = new Filtering(ports.tcp, ports.store);
    this.#filtering.enable(settings.ipFilter);
    this.#listener = new Listener({
      tcp: this.#filtering.tcp,
      clock: ports.clock,
      accept: (connection, theirs) => this.#accept(connection, theirs),
    });
    this.#dht = new DhtService({ ports, listenPort: () => this.#listener.port });
    this.#lsd = new Lsd({ ...ports, port: () => this.#listener.port });
    this.#lsd.enable(settings.lsd);
    this.#limits = new RateLimits(ports.clock);
    this.#limits.apply(settings);
    this.#peerBudget = new PeerBudget(peerLimits(settings));
    this.#context = {
      ports: { ...ports, tcp: this.#filtering.tcp },
      pool: new BufferPool(options.memoryBudget, (length) =>
        ports.hasher.allocate(length),
      ),
      cache: new ReadCache(READ_CACHE),
      trackers,
      userAgent: USER_AGENT,
      webSeedConnections: new ConnectionBudget(WEB_SEED_CONNECTIONS),
      peerId: newPeerId(ports.random),
      trackerKey: ports.random.integer(2 ** 32),
      peerBudget: this.#peerBudget,
      listenPort: () => this.#listener.port,
      announceTo: () => this.#settings.announceTo,
      limits: this.#limits,
      uploadSlots: () => this.#settings.uploadSlots,
      pex: () => this.#settings.pex,
      lsd: this.#lsd,
      dht: this.#dht,
      save: (torrent, data) => records.save(torrent.id, data),
      learnedLayers: ({ id }, layers) =>
        records.change(id, (file) => withPieceLayers(file, layers)),
      completed: (torrent) => {
        const { id, name } = torrent;
        this.#chronicle.completed(torrent);
        this.#alert({ kind: 'completed', id, name });
      },
      failed: ({ id, name }, error) => this.#torrentFailed(id, name, error),
      changed: (torrent) => {
        this.#chronicle.changed(torrent);
        this.#admission.changed();
      },
      checkTurn: ({ id }, signal) => this.#admission.checkTurn(id, signal),
      happened: (id, event) => this.#chronicle.happened(id, event),
      peerDropped: (torrent, peer, reason) => {
        const { id } = torrent;
        this.#chronicle.dropped(torrent, peer, reason);
        this.#alert({ kind: 'peer-dropped', id, peer, error: reportError(reason) });
      },
    };
    this.#torrents = new TorrentList(this.#context, records);
    const torrentAt: TorrentAt = (url, signal) => fetchLink(url, this.#http, signal);
    this.#labels = new Labels(ports.store);
    this.#magnets = new Magnets(
      { ...this.#context, torrentAt },
      (magnet, file) => void this.#adding.magnetFound(magnet, file),
      () => this.#admission.changed(),
    );
    this.#admission = new Admission({
      ...ports,
      torrents: this.#torrents,
      magnets: this.#magnets,
      settings: () => this.#settings,
      slept: () => this.#tellWhere(),
      sharedEnough: ({ id }) => this.#chronicle.tell('paused-by-limit', id),
    });
    this.#creations = new Creations(ports, (creation, file) =>
      this.#adding.torrentMade(creation, file),
    );
    this.#following = new Following({
      ports,
      items: new DhtItems(this.#dht, ports),
      versions: new Versions(this.#torrents, this.#magnets),
      labels: this.#labels,
      add: (record) => this.#adding.addMagnet(record),
    });
    this.#removal = new Removal({
      ...ports,
      lists: {
        torrents: this.#torrents,
        magnets: this.#magnets,
        following: this.#following,
      },
      takingOut: (id) => {
        this.#following.rest(id);
        this.#admission.keepPlace(id);
      },
      putBack: (id) => {
        this.#following.goOn(id);
        this.#admission.forgetPlace(id);
      },
      forgotten: async (id) => {
        this.#admission.forgetPlace(id);
        await Promise.all([this.#following.left(id), this.#labels.forget(id)]);
      },
      failed: (id, name, error) =>
        this.#alert({ kind: 'not-deleted', id, name, error: reportError(error) }),
    });
    const lists = {
      torrents: this.#torrents,
      magnets: this.#magnets,
      creations: this.#creations,
      following: this.#following,
      labels: this.#labels,
      removal: this.#removal,
    };
    this.#adding = new Adding({
      ...lists,
      ports,
      http: this.#http,
      duplicates: new Duplicates(this.#torrents, this.#magnets, records),
      settings: () => this.#settings,
      tell: (code, id) => this.#chronicle.tell(code, id),
      failed: (id, name, error) => this.#torrentFailed(id, name, error),
    });
    this.#overview = new Overview({
      ...lists,
      admission: this.#admission,
      listener: this.#listener,
      dht: this.#dht,
      lsd: this.#lsd,
      embedded: ports.folders.embedded,
      alternative: () => this.#limits.alternative,
      transport: () => options.transport(),
    });
    this.#commands = new Commands({
      ...lists,
      host: options.host,
      clock: ports.clock,
      folders: ports.folders,
      adding: this.#adding,
      admission: this.#admission,
      editing: new Editing(this.#torrents, this.#magnets, records),
      filtering: this.#filtering,
      chronicle: this.#chronicle,
      places: new Places(ports.folders, this.#torrents, this.#magnets),
      scraper: this.#scraper,
      settings: () => this.#settings,
      changeSettings: (changes) => this.#change(changes),
    });
  }

  /** Listens, and goes on with the torrents that are on record. */
  static async start(ports: Ports, options: SessionOptions): Promise<Session> {
    const settings = { ...(await loadSettings(ports.store)), ...options.settings };
    options.settingsChanged(settings);
    const session = new Session(ports, options, settings);
    try {
      await session.#filtering.load();
      await session.#labels.load();
      await session.#chronicle.start();
      await session.#listener.open(settings.listenPort);
      await session.#openDht();
      await session.#restoreAll();
      await session.#admission.start();
      session.#chronicle.look();
      return session;
    } catch (error) {
      await session.stop();
      throw error;
    }
  }

  /** Torrents that need the engine awake. */
  get active(): number {
    return this.#overview.active;
  }

  /** Those of them that bring or check data, not only share it. */
  get busy(): number {
    return this.#overview.busy;
  }

  rows(): TorrentRow[] {
    return this.#overview.rows();
  }

  status(): SessionStatus {
    return this.#overview.status();
  }

  /** Hears every alert until the returned function is called. */
  onAlert(listener: (alert: Alert) => void): () => void {
    this.#alertListeners.add(listener);
    return () => this.#alertListeners.delete(listener);
  }

  /** Does what the contract says. Rejects with a RillError. */
  async execute<Kind extends SessionCommand['kind']>(
    command: CommandOf<Kind>,
  ): Promise<Answers[Kind]> {
    if (this.#stopped) throw new InputError('bad-command', 'the engine has stopped');
    return this.#commands.execute(command);
  }

  /** Writes what is not written of the resume data. */
  async save(): Promise<void> {
    await Promise.all([this.#torrents.save(), this.#chronicle.save()]);
  }

  /** Ends: trackers are told, everything is saved and closed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#listener.close();
    this.#lsd.stop();
    this.#following.stop();
    await Promise.all([
      this.#admission.stop(),
      this.#creations.stop(),
      this.#magnets.stop(),
      this.#torrents.stop(),
      this.#removal.stop(),
      this.#dht.close(),
    ]);
    await this.#chronicle.stop();
    this.#limits.stop();
    this.#scraper.stop();
    this.#udpTrackers.close();
  }

  /** On the port of the listener, so that peers find both at one number. */
  #openDht(): Promise<void> {
    const { listenPort } = this.#settings;
    return this.#dht.open(this.#settings, this.#listener.port ?? listenPort);
  }

  async #restoreAll(): Promise<void> {
    await this.#removal.load();
    const left = (id: string) => this.#removal.has(id);
    const report = (key: string, error: unknown) =>
      this.#chronicle.notRestored(key, error);
    await this.#torrents.restore(() => this.#adding.freshData(), left, report);
    const known = (id: string) => left(id) || this.#torrents.named(id) !== undefined;
    await this.#magnets.restore(known, report);
    await this.#following.restore(left, report);
    this.#removal.start();
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
    if (!this.#stopped) this.#lsd.enable(next.lsd);
    this.#options.settingsChanged(this.#settings);
    this.#admission.settingsChanged(before);
    const { transport, listenPort } = this.#settings;
    const moved = transport !== before.transport || listenPort !== before.listenPort;
    const { dht, dhtRouters } = next;
    const other = dht !== before.dht || `${dhtRouters}` !== `${before.dhtRouters}`;
    const { port } = this.#listener;
    if (moved && !this.#stopped) await this.#listener.open(listenPort);
    if ((moved || other) && !this.#stopped) await this.#openDht();
    if (this.#listener.port !== port) this.#tellWhere();
    this.#chronicle.settingsChanged(before, next);
    return this.#settings;
  }

  /** Whoever was told where we are is told anew. */
  #tellWhere(): void {
    this.#lsd.hurry();
    for (const each of [...this.#torrents, ...this.#magnets]) each.moved();
  }

  #accept(connection: () => PeerConnection, theirs: Handshake): Acceptance {
    const name = toHex(theirs.infoHash);
    const target = this.#torrents.named(name) ?? this.#magnets.sharing([name])[0];
    if (!target) throw unknownTorrent();
    return target.accept(connection, theirs);
  }

  /** The names in swarms of all that have this tracker. */
  #sharing(url: string): Uint8Array[] {
    return [...this.#torrents, ...this.#magnets].flatMap(({ hashes, tiers }) =>
      tiers.some((tier) => tier.includes(url))
        ? swarmVersions(hashes).map((version) => swarmName(hashes, version)!)
        : [],
    );
  }

  /** '' when it is not in the list. */
  #nameOf(id: string): string {
    return this.#torrents.nameOf(id) ?? this.#magnets.nameOf(id) ?? '';
  }

  #torrentFailed(id: string, name: string, error: RillError): void {
    this.#chronicle.failed({ id, name }, error);
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
