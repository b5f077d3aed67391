import type { Answers, CommandKind, CommandOf, Handlers } from '../api/answers.ts';
import { type AddResult, CONTRACT_VERSION, type Command } from '../api/contract.ts';
import type { Settings } from '../api/settings.ts';
import type { FreeSpace } from '../api/snapshot.ts';
import { type Endpoint, parseEndpoint } from '../bytes/endpoint.ts';
import { InputError } from '../errors/input-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { FolderRef, FoldersPort } from '../ports/folders.ts';
import type { Scraper } from '../tracker/scraper.ts';
import type { Adding } from './adding.ts';
import type { Admission } from './admission.ts';
import type { Chronicle } from './chronicle.ts';
import type { Creations } from './creations.ts';
import { noMetadata } from './details.ts';
import type { Editing } from './editing.ts';
import type { Filtering } from './filtering.ts';
import type { Following } from './following.ts';
import { checkLabels, type Labels } from './labels.ts';
import type { Magnets } from './magnets.ts';
import { torrentPeers } from './peer-details.ts';
import type { Places } from './places.ts';
import type { Removal } from './removal.ts';
import type { TorrentList } from './torrent-list.ts';
import { trackerDetails } from './tracker-details.ts';

/** What a session does; a server does the rest, client by client. */
export type SessionCommand = Exclude<Command, { kind: 'subscribe' | 'watch' }>;

/** Those who do what is commanded. */
export interface CommandHosts {
  /** "chrome-app" or "node". */
  readonly host: string;
  readonly clock: Clock;
  readonly folders: Pick<FoldersPort, 'freeSpace' | 'embedded'>;
  readonly torrents: TorrentList;
  readonly magnets: Magnets;
  readonly creations: Creations;
  readonly following: Following;
  readonly adding: Adding;
  readonly labels: Labels;
  readonly admission: Admission;
  readonly editing: Editing;
  readonly filtering: Filtering;
  readonly chronicle: Chronicle;
  readonly places: Places;
  readonly removal: Removal;
  readonly scraper: Scraper;
  settings(): Settings;
  changeSettings(changes: Partial<Settings>): Promise<Settings>;
}

/** They are done with any id alike. */
const FOR_ALL: readonly CommandKind[] = ['remove', 'get-log', 'get-speed-history'];

/** Hands each command of the contract to whom it concerns. */
export class Commands {
  readonly #hosts: CommandHosts;
  readonly #handlers: Handlers<SessionCommand['kind']>;

  constructor(hosts: CommandHosts) {
    this.#hosts = hosts;
    const { torrents, magnets, creations, admission, editing, filtering } = hosts;
    const { labels, chronicle, places, removal, scraper, clock } = hosts;
    this.#handlers = {
      hello: () => ({ version: CONTRACT_VERSION, host: hosts.host }),
      add: (command) => this.#add(command),
      // What a person wants of a torrent is on record once it is answered: a crash after that
      // does not begin it again.
      pause: async ({ id }) => {
        if (magnets.has(id)) return magnets.setPaused(id, true);
        const torrent = torrents.find(id);
        torrent.pause();
        await torrent.save();
      },
      resume: async ({ id }) => {
        if (magnets.has(id)) return magnets.setPaused(id, false);
        const torrent = torrents.find(id);
        admission.resume(torrent);
        await torrent.save();
      },
      remove: (command) =>
        command.undo ? this.#takeOut(command) : this.#remove(command),
      'restore-removed': ({ id }) => removal.restore(id),
      'add-peers': ({ id, peers }) => this.#either(id).addPeers(peers.map(readPeer)),
      move: ({ id, folder }) =>
        magnets.has(id) ? magnets.setFolder(id, folder) : torrents.find(id).move(folder),
      place: ({ id, folder }) => places.set(id, folder),
      'get-folders': () => places.known(),
      recheck: ({ id }) => {
        if (magnets.has(id)) throw noMetadata();
        return torrents.find(id).recheck();
      },
      create: ({ plan }) => creations.add(plan),
      'get-details': ({ id }) => editing.details(id),
      'get-pieces': ({ id }) => editing.pieces(id),
      'get-trackers': ({ id }) => trackerDetails(this.#either(id), scraper, clock),
      announce: ({ id }) => this.#either(id).announce(),
      'get-peers': ({ id }) => torrentPeers(this.#either(id).swarm),
      'export-torrent': ({ id }) => editing.export(id),
      'set-trackers': ({ id, trackers }) => editing.setTrackers(id, trackers),
      'set-web-seeds': ({ id, webSeeds }) => editing.setWebSeeds(id, webSeeds),
      'rename-file': ({ id, path, name }) => editing.rename(id, path, name),
      'set-name': ({ id, name }) => editing.call(id, name),
      'locate-file': ({ id, file }) => editing.locate(id, file),
      'get-free-space': ({ folder }) => this.#freeSpace(folder),
      'set-priorities': ({ id, files, priority }) =>
        editing.setPriorities(id, files, priority),
      'set-options': ({ id, changes }) => {
        if (magnets.has(id)) return magnets.setOptions(id, changes);
        torrents.find(id).setOptions(changes);
        return admission.anew();
      },
      'set-ip-filter': async ({ base64 }) =>
        chronicle.filterSet(await filtering.set(base64)),
      'move-in-queue': ({ ids, to }) => admission.move(ids, to),
      'set-labels': ({ ids, add, remove }) => {
        const labelled = ids.filter((id) => this.#isLabelled(id));
        return labels.change(labelled, add, remove);
      },
      'rename-label': ({ label, to }) => labels.rename(label, to),
      'get-speed-history': ({ id, span }) => chronicle.speed(id, span),
      'get-log': ({ id, after }) => chronicle.log(id, after),
      'get-statistics': () => chronicle.statistics(),
      'reset-statistics': () => chronicle.resetStatistics(),
      'get-settings': () => hosts.settings(),
      'set-settings': ({ changes }) => hosts.changeSettings(changes),
    };
  }

  /** Rejects with a RillError. */
  async execute<Kind extends SessionCommand['kind']>(
    command: CommandOf<Kind>,
  ): Promise<Answers[Kind]> {
    this.#hosts.chronicle.commanded(command);
    const kind: Kind = command.kind;
    const { following } = this.#hosts;
    const handlers: Partial<Handlers<SessionCommand['kind']>> = this.#isFollowed(command)
      ? following.handlers
      : this.#handlers;
    const handle = handlers[kind];
    if (!handle) throw noMetadata();
    return handle(command);
  }

  /** Whether it is for a row that stands for a publisher, none of whose files are known. */
  #isFollowed(command: SessionCommand): boolean {
    if (!('id' in command) || command.id === null) return false;
    return !FOR_ALL.includes(command.kind) && this.#hosts.following.has(command.id);
  }

  async #add(command: CommandOf<'add'>): Promise<AddResult> {
    const labels = checkLabels(command.labels ?? []);
    const added = await this.#hosts.adding.add(command);
    await this.#hosts.labels.give(added.id, labels);
    return added;
  }

  /** Whether it is of what has labels: all but what is being made. */
  #isLabelled(id: string): boolean {
    const { torrents, magnets, following } = this.#hosts;
    return Boolean(torrents.get(id) ?? magnets.find(id)) || following.has(id);
  }

  async #remove(command: CommandOf<'remove'>): Promise<void> {
    const { creations, following, labels, magnets, torrents } = this.#hosts;
    const { id, deleteData } = command;
    if (creations.has(id)) return creations.remove(id);
    if (following.has(id)) {
      await following.end(id);
      return labels.forget(id);
    }
    await Promise.all([
      magnets.has(id) ? magnets.remove(id) : torrents.remove(id, deleteData),
      following.left(id),
    ]);
    return labels.forget(id);
  }

  /** So that it can be undone. */
  async #takeOut({ id, deleteData }: CommandOf<'remove'>): Promise<void> {
    const { creations, following, magnets, removal } = this.#hosts;
    if (creations.has(id)) return creations.remove(id);
    if (following.has(id)) return removal.remove(id, 'following', false);
    if (magnets.has(id)) return removal.remove(id, 'magnets', false);
    return removal.remove(id, 'torrents', deleteData);
  }

  async #freeSpace(folder: FolderRef | null): Promise<FreeSpace> {
    const { folders, settings } = this.#hosts;
    const asked = folder ?? settings().defaultFolder ?? folders.embedded;
    return { free: (await folders.freeSpace(asked)) ?? null };
  }

  /** 'unknown-torrent' when there is neither. */
  #either(id: string) {
    return this.#hosts.magnets.find(id) ?? this.#hosts.torrents.find(id);
  }
}

function readPeer(text: string): Endpoint {
  const endpoint = parseEndpoint(text);
  if (!endpoint)
    throw new InputError('bad-endpoint', `${text} is not an address and a port`);
  return endpoint;
}
