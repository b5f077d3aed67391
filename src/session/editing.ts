import type { ExportedTorrent } from '../api/contract.ts';
import type { FilePlace, TorrentDetails, TorrentPieces } from '../api/snapshot.ts';
import type { Bitfield } from '../bytes/bitfield.ts';
import { InputError } from '../errors/input-error.ts';
import { checkTrackers, checkWebSeeds } from '../metainfo/check-addresses.ts';
import type { TorrentFile } from '../metainfo/file-layout.ts';
import { withTrackers, withWebSeeds } from '../metainfo/with-sources.ts';
import type { FolderPath } from '../ports/folders.ts';
import type { FilePriority } from '../storage/file-ranks.ts';
import type { Torrent } from '../torrent/torrent.ts';
import { exportedTorrent, noMetadata, torrentDetails, torrentPieces } from './details.ts';
import type { Magnets } from './magnets.ts';
import type { TorrentList } from './torrent-list.ts';
import type { TorrentRecords } from './torrent-records.ts';

/** Addresses of each kind: parseTorrent reads no more. */
const MOST = 500;
/** Characters. */
const LONGEST_TITLE = 1000;
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;

/**
 * What is seen and changed of a torrent beside its files. The record of a torrent is its file,
 * rewritten with each change: so the next start has it, and an export is what is on record.
 */
export class Editing {
  readonly #torrents: TorrentList;
  readonly #magnets: Magnets;
  readonly #records: TorrentRecords;

  constructor(torrents: TorrentList, magnets: Magnets, records: TorrentRecords) {
    this.#torrents = torrents;
    this.#magnets = magnets;
    this.#records = records;
  }

  /** Throws InputError 'no-such-torrent' or 'no-metadata'. */
  details(id: string): TorrentDetails {
    return torrentDetails(this.#known(id));
  }

  /** Throws InputError 'no-such-torrent' or 'no-metadata'. */
  pieces(id: string): TorrentPieces {
    return torrentPieces(this.#known(id));
  }

  /** Rejects with InputError 'no-such-torrent' or 'no-metadata'. */
  async export(id: string): Promise<ExportedTorrent> {
    const { name } = this.#known(id).metainfo;
    const file = await this.#records.file(id);
    if (!file) throw new InputError('no-such-torrent', 'this torrent was removed');
    return exportedTorrent(name, file);
  }

  /** Rejects with InputError 'no-such-torrent' or 'bad-tracker'. */
  async setTrackers(id: string, tiers: readonly (readonly string[])[]): Promise<void> {
    const trackers = eachOnce(checkTrackers(tiers));
    if (trackers.flat().length > MOST) {
      throw new InputError('bad-tracker', `more than ${MOST} trackers`);
    }
    if (this.#magnets.has(id)) {
      return this.#magnets.setField(id, 'tr', trackers.flat());
    }
    const torrent = this.#torrents.find(id);
    await this.#records.change(id, (file) => withTrackers(file, trackers));
    torrent.announceTo(trackers);
  }

  /** Rejects with InputError 'no-such-torrent' or 'bad-web-seed'. */
  async setWebSeeds(id: string, addresses: readonly string[]): Promise<void> {
    checkWebSeeds(addresses);
    const webSeeds = [...new Set(addresses)];
    if (this.#magnets.has(id)) return this.#magnets.setField(id, 'ws', webSeeds);
    const torrent = this.#torrents.find(id);
    await this.#records.change(id, (file) => withWebSeeds(file, webSeeds));
    torrent.useWebSeeds(webSeeds);
  }

  /** Throws InputError 'no-such-torrent' or 'no-metadata'. */
  setPriorities(id: string, files: readonly number[], priority: FilePriority): void {
    this.#known(id).prioritise(files, priority);
  }

  /** Rejects with InputError, see planRename, and with StorageError. */
  rename(id: string, path: FolderPath, name: string): Promise<void> {
    return this.#known(id).naming.rename(path, name);
  }

  /** Throws InputError 'no-such-torrent', 'no-metadata' or 'unusable-name'. */
  call(id: string, name: string | null): void {
    const torrent = this.#known(id);
    torrent.naming.title = name === null ? undefined : readTitle(name);
    torrent.touch();
  }

  /** Throws InputError 'no-such-torrent', 'no-metadata', 'no-such-file', 'file-incomplete'. */
  locate(id: string, index: number): FilePlace {
    const torrent = this.#known(id);
    const { files, have, metainfo } = torrent;
    const file = metainfo.files[index];
    const path = files.pathOf(index);
    if (file?.kind !== 'file' || !path) {
      throw new InputError('no-such-file', `no file ${index}`);
    }
    if (!holds(have, file, metainfo.pieceLength)) {
      throw new InputError('file-incomplete', 'not all of it is there');
    }
    return { folder: torrent.folder, path, size: file.length };
  }

  #known(id: string): Torrent {
    if (this.#magnets.has(id)) throw noMetadata();
    // Its link may have had another of its names for an id.
    return this.#torrents.named(id) ?? this.#torrents.find(id);
  }
}

/** Throws InputError 'unusable-name': it could not be seen, or is too long. */
function readTitle(text: string): string {
  const title = text.trim();
  if (title !== '' && title.length <= LONGEST_TITLE && !UNPRINTABLE.test(title)) {
    return title;
  }
  throw new InputError('unusable-name', 'this cannot be the name of a torrent');
}

function holds(
  have: Bitfield | undefined,
  { offset, length }: TorrentFile,
  pieceLength: number,
): boolean {
  const end = Math.ceil((offset + length) / pieceLength);
  for (let piece = Math.floor(offset / pieceLength); piece < end; piece++) {
    if (!have?.has(piece)) return false;
  }
  return true;
}

/** Each address where it is first, as parseTorrent reads them; no empty tiers. */
function eachOnce(tiers: readonly (readonly string[])[]): string[][] {
  const seen = new Set<string>();
  return tiers
    .map((tier) => tier.filter((url) => !seen.has(url) && seen.add(url)))
    .filter((tier) => tier.length > 0);
}
