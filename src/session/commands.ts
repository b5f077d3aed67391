import {
  type AddResult,
  CONTRACT_VERSION,
  type Command,
  type HelloResult,
} from '../api/contract.ts';
import type { Settings } from '../api/settings.ts';
import type { FreeSpace } from '../api/snapshot.ts';
import { type Endpoint, parseEndpoint } from '../bytes/endpoint.ts';
import { InputError } from '../errors/input-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { FolderRef, FoldersPort } from '../ports/folders.ts';
import type { Scraper } from '../tracker/scraper.ts';
import type { Adding } from './adding.ts';
import type { Admission } from './admission.ts';
import { type Chronicle, isOfChronicle } from './chronicle.ts';
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

/** Hands each command of the contract to whom it concerns. */
export class Commands {
  readonly #hosts: CommandHosts;

  constructor(hosts: CommandHosts) {
    this.#hosts = hosts;
  }

  /** Rejects with a RillError. */
  async execute(command: SessionCommand): Promise<unknown> {
    const { torrents, magnets, creations, following, admission, editing } = this.#hosts;
    const { labels, filtering, chronicle, places, scraper, clock } = this.#hosts;
    if (isOfChronicle(command)) return chronicle.execute(command);
    chronicle.commanded(command);
    if (command.kind === 'remove' && command.undo) return this.#remove(command);
    if ('id' in command && following.has(command.id)) {
      const answer = await following.execute(command);
      if (command.kind === 'remove') await labels.forget(command.id);
      return answer;
    }
    switch (command.kind) {
      case 'hello':
        return this.#hello();
      case 'add':
        return this.#add(command);
      case 'pause':
        return magnets.has(command.id)
          ? magnets.setPaused(command.id, true)
          : torrents.find(command.id).pause();
      case 'resume':
        return magnets.has(command.id)
          ? magnets.setPaused(command.id, false)
          : admission.resume(torrents.find(command.id));
      case 'remove':
        if (creations.has(command.id)) return creations.remove(command.id);
        await Promise.all([
          magnets.has(command.id)
            ? magnets.remove(command.id)
            : torrents.remove(command.id, command.deleteData),
          following.left(command.id),
        ]);
        return labels.forget(command.id);
      case 'restore-removed':
        return this.#hosts.removal.restore(command.id);
      case 'add-peers':
        return this.#either(command.id).addPeers(command.peers.map(readPeer));
      case 'move':
        return magnets.has(command.id)
          ? magnets.setFolder(command.id, command.folder)
          : torrents.find(command.id).move(command.folder);
      case 'place':
        return places.set(command.id, command.folder);
      case 'get-folders':
        return places.known();
      case 'recheck':
        if (magnets.has(command.id)) throw noMetadata();
        return torrents.find(command.id).recheck();
      case 'create':
        return creations.add(command.plan);
      case 'get-details':
        return editing.details(command.id);
      case 'get-pieces':
        return editing.pieces(command.id);
      case 'get-trackers':
        return trackerDetails(this.#either(command.id), scraper, clock);
      case 'announce':
        return this.#either(command.id).announce();
      case 'get-peers':
        return torrentPeers(this.#either(command.id).swarm);
      case 'export-torrent':
        return editing.export(command.id);
      case 'set-trackers':
        return editing.setTrackers(command.id, command.trackers);
      case 'set-web-seeds':
        return editing.setWebSeeds(command.id, command.webSeeds);
      case 'rename-file':
        return editing.rename(command.id, command.path, command.name);
      case 'set-name':
        return editing.call(command.id, command.name);
      case 'locate-file':
        return editing.locate(command.id, command.file);
      case 'get-free-space':
        return this.#freeSpace(command.folder);
      case 'set-priorities':
        return editing.setPriorities(command.id, command.files, command.priority);
      case 'set-options':
        if (magnets.has(command.id)) {
          return magnets.setOptions(command.id, command.changes);
        }
        torrents.find(command.id).setOptions(command.changes);
        return admission.anew();
      case 'set-ip-filter':
        return chronicle.filterSet(await filtering.set(command.base64));
      case 'move-in-queue':
        return admission.move(command.ids, command.to);
      case 'set-labels': {
        const ids = command.ids.filter((id) => this.#isLabelled(id));
        return labels.change(ids, command.add, command.remove);
      }
      case 'rename-label':
        return labels.rename(command.label, command.to);
      case 'get-settings':
        return this.#hosts.settings();
      case 'set-settings':
        return this.#hosts.changeSettings(command.changes);
    }
  }

  async #add(command: Command & { kind: 'add' }): Promise<AddResult> {
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

  /** So that it can be undone. */
  async #remove({ id, deleteData }: Command & { kind: 'remove' }): Promise<void> {
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

  #hello(): HelloResult {
    return { version: CONTRACT_VERSION, host: this.#hosts.host };
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
