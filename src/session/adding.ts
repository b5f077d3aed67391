import type { AddResult, AddSource, Command } from '../api/contract.ts';
import type { Settings } from '../api/settings.ts';
import { fromBase64 } from '../bytes/base64.ts';
import { Bitfield } from '../bytes/bitfield.ts';
import { InputError } from '../errors/input-error.ts';
import { RillError } from '../errors/rill-error.ts';
import { StorageError } from '../errors/storage-error.ts';
import type { HttpClient } from '../http/http-client.ts';
import { leftOut } from '../metainfo/file-selection.ts';
import { fulfils, swarmIds, torrentId } from '../metainfo/info-hash.ts';
import { looksLikeMagnet, parseLink, parseMagnet } from '../metainfo/magnet.ts';
import { type OpenedTorrent, openTorrent } from '../metainfo/open-torrent.ts';
import { withLinks } from '../metainfo/with-links.ts';
import type { Ports } from '../ports/ports.ts';
import { NO_RANKS } from '../storage/file-ranks.ts';
import type { ResumeData } from '../storage/resume-data.ts';
import { DEFAULT_OPTIONS } from '../storage/torrent-options.ts';
import type { MagnetDownload } from '../torrent/magnet-download.ts';
import type { Torrent } from '../torrent/torrent.ts';
import type { Creation, Creations } from './creations.ts';
import type { Duplicates } from './duplicates.ts';
import { fetchLink } from './fetch-link.ts';
import type { Following } from './following.ts';
import type { Labels } from './labels.ts';
import type { MagnetRecord, Magnets } from './magnets.ts';
import type { Removal } from './removal.ts';
import { alreadyAdded, type NewTorrent, type TorrentList } from './torrent-list.ts';

export interface AddingHost {
  readonly ports: Ports;
  readonly http: HttpClient;
  readonly torrents: TorrentList;
  readonly magnets: Magnets;
  readonly creations: Creations;
  readonly following: Following;
  readonly duplicates: Duplicates;
  readonly labels: Pick<Labels, 'of' | 'give' | 'forget'>;
  readonly removal: Pick<Removal, 'giveWay'>;
  settings(): Settings;
  /** For the record. */
  tell(code: 'added' | 'link-added' | 'metadata-found', id: string): void;
  /** A link's torrent could not be added. */
  failed(id: string, name: string, error: RillError): void;
}

/**
 * How torrents come: as files, by links to those, by magnet links, which become torrents, and
 * made here.
 */
export class Adding {
  readonly #host: AddingHost;

  constructor(host: AddingHost) {
    this.#host = host;
  }

  /** Rejects with a RillError. */
  async add(command: Command & { kind: 'add' }): Promise<AddResult> {
    const { duplicates, following, magnets, ports, removal } = this.#host;
    const { source, folder, paused = false, pauseWhenKnown = false } = command;
    if (source.kind === 'link' && looksLikeMagnet(source.text.trim())) {
      const data = this.freshData();
      const { addedAt } = data;
      const link = source.text.trim();
      const place = { folder: folder ?? data.folder, addedAt };
      const record = { link, ...place, paused, pauseWhenKnown };
      const parsed = parseLink(link);
      if (parsed.publisher) {
        await removal.giveWay(await following.idsOf(parsed));
        return following.add(parsed, record);
      }
      const { hashes } = parsed;
      const known = hashes && (await duplicates.ofLink({ ...parsed, hashes }));
      return known ?? this.addMagnet(record);
    }
    const file = await this.#fetch(source);
    const opened = await openTorrent(file, ports.hasher);
    const known = await duplicates.ofFile(opened);
    if (known) return known;
    // What a link was waiting for: its torrent goes where the link's would have gone.
    const [link] = magnets.sharing(swarmIds(opened.hashes));
    const fresh = link ? this.#dataOf(link, opened) : this.freshData();
    const data = {
      ...fresh,
      folder: folder ?? fresh.folder,
      // One in the list waits for no choice.
      paused: paused || (pauseWhenKnown && (link ? fresh.paused : true)),
    };
    await this.#addTorrent({ file, opened, data: () => data, wanted: () => true });
    const added = { id: torrentId(opened.hashes), name: opened.metainfo.name };
    const { isPrivate } = opened.metainfo;
    return link ? { ...added, known: { merged: 0, private: isPrivate } } : added;
  }

  /** Rejects with InputError. */
  async addMagnet(record: MagnetRecord): Promise<AddResult> {
    const { magnets, torrents, removal } = this.#host;
    const { hashes, displayName } = parseMagnet(record.link);
    const names = swarmIds(hashes);
    await removal.giveWay(names);
    const label = displayName ?? torrentId(hashes);
    torrents.refuseTwice(names, label);
    if (magnets.sharing(names).length > 0) throw alreadyAdded(label);
    const { id, name } = await magnets.add(record);
    this.#host.tell('link-added', id);
    return { id, name };
  }

  /** A magnet link became a torrent: from here on it is one like any other. */
  async magnetFound(magnet: MagnetDownload, file: Uint8Array): Promise<void> {
    const { magnets, ports } = this.#host;
    try {
      const opened = await openTorrent(file, ports.hasher);
      if (!fulfils(opened.hashes, magnet.magnet.hashes)) {
        throw new InputError('not-a-torrent', 'its metadata is of another torrent');
      }
      await this.#addTorrent({
        file,
        opened,
        data: () => this.#dataOf(magnet, opened),
        // The link stays on record until the torrent is: no crash between loses both.
        wanted: () => magnets.has(magnet.id),
      });
    } catch (error) {
      const known =
        error instanceof RillError
          ? error
          : new StorageError('io', `cannot keep its torrent: ${error}`, { cause: error });
      // Not a failure: another link of it, or its file, came first.
      if (known.code !== 'already-added') {
        void magnet.pause();
        this.#host.failed(magnet.id, magnet.name, known);
      }
      // What could not be written down is not lost: the link stays, and can be resumed.
      if (!(known instanceof InputError)) return;
    }
    // What was removed meanwhile may be put back: it is not to be forgotten here.
    if (magnets.has(magnet.id)) await magnets.giveWay(magnet.id);
  }

  /** Everything of it is there, in the very folder it was made from. */
  async torrentMade({ id, plan, addedAt }: Creation, file: Uint8Array): Promise<void> {
    const opened = await openTorrent(file, this.#host.ports.hasher);
    const have = new Bitfield(opened.metainfo.pieceCount);
    have.setAll();
    const { folder, path } = plan;
    // A torrent of one file has no folder of its own.
    const ownFolder = path.length === 0 && opened.metainfo.files[0]!.path.length > 1;
    const data = { ...this.freshData(), have, folder, ownFolder, addedAt };
    const wanted = () => this.#host.creations.has(id);
    await this.#addTorrent({ file, opened, data: () => data, wanted });
  }

  /** Of a torrent that was never looked at. */
  freshData(): ResumeData {
    const { ports, settings } = this.#host;
    return {
      have: undefined,
      folder: settings().defaultFolder ?? ports.folders.embedded,
      ownFolder: false,
      unwanted: [],
      ranks: NO_RANKS,
      options: DEFAULT_OPTIONS,
      paused: false,
      addedAt: ports.clock.date(),
      downloaded: 0,
      uploaded: 0,
      seeded: 0,
    };
  }

  /** The links there are of it, by either of its names, give way to it. */
  async #addTorrent(torrent: NewTorrent): Promise<void> {
    const { magnets, labels, removal } = this.#host;
    if (!torrent.wanted()) return;
    await removal.giveWay(swarmIds(torrent.opened.hashes));
    await this.#keepLabels(torrent.opened);
    const added = await this.#put(torrent);
    if (!added) return;
    const links = magnets.sharing(added.names);
    for (const magnet of links) {
      // Of a private torrent its trackers alone tell the peers (BEP 27), or a person.
      added.addPeers(added.metainfo.isPrivate ? magnet.addedPeers : magnet.peers);
      const handover = magnet.handOver();
      if (handover) added.inherit(handover);
      else added.meet(magnet.met);
    }
    for (const magnet of links) {
      await magnets.giveWay(magnet.id);
      if (magnet.id !== added.id) await labels.forget(magnet.id);
    }
  }

  async #put(torrent: NewTorrent): Promise<Torrent | undefined> {
    const { magnets, torrents, tell } = this.#host;
    const added = await torrents.add(await this.#withLinks(torrent));
    if (!added) return undefined;
    tell(magnets.sharing(added.names).length > 0 ? 'metadata-found' : 'added', added.id);
    return added;
  }

  /** Before it is on record, and its links are not any more: no crash between loses them. */
  async #keepLabels({ hashes }: OpenedTorrent): Promise<void> {
    const { magnets, labels } = this.#host;
    for (const { id } of magnets.sharing(swarmIds(hashes))) {
      await labels.give(torrentId(hashes), labels.of(id));
    }
  }

  async #withLinks(torrent: NewTorrent): Promise<NewTorrent> {
    const { magnets, ports } = this.#host;
    const { file, opened } = torrent;
    const links = magnets.sharing(swarmIds(opened.hashes));
    const merged = withLinks(
      file,
      opened.metainfo,
      links.map(({ magnet }) => magnet),
    );
    if (merged === file) return torrent;
    return { ...torrent, file: merged, opened: await openTorrent(merged, ports.hasher) };
  }

  /** What a link's torrent begins with. */
  #dataOf({ id, magnet }: MagnetDownload, { metainfo }: OpenedTorrent): ResumeData {
    const fresh = this.freshData();
    const unwanted = leftOut(magnet.selection ?? [], metainfo.files);
    const record = this.#host.magnets.record(id);
    if (!record) return { ...fresh, unwanted };
    const { folder, paused, pauseWhenKnown, addedAt } = record;
    const { sequential = false } = record;
    const options = { ...fresh.options, sequential };
    return {
      ...fresh,
      folder,
      paused: paused || pauseWhenKnown,
      addedAt,
      unwanted,
      options,
    };
  }

  async #fetch(source: AddSource): Promise<Uint8Array> {
    if (source.kind === 'link') return fetchLink(source.text, this.#host.http);
    const file = fromBase64(source.base64);
    if (!file) throw new InputError('not-a-torrent', 'this is not a torrent file');
    return file;
  }
}
