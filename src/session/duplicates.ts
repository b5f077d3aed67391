import type { AddResult } from '../api/contract.ts';
import { parseEndpoint } from '../bytes/endpoint.ts';
import { isTracker, isWebSeed } from '../metainfo/check-addresses.ts';
import { swarmIds } from '../metainfo/info-hash.ts';
import type { Magnet } from '../metainfo/magnet.ts';
import type { OpenedTorrent } from '../metainfo/open-torrent.ts';
import { withTrackers, withWebSeeds } from '../metainfo/with-sources.ts';
import type { MagnetDownload } from '../torrent/magnet-download.ts';
import type { Torrent } from '../torrent/torrent.ts';
import type { Magnets } from './magnets.ts';
import type { TorrentList } from './torrent-list.ts';
import type { TorrentRecords } from './torrent-records.ts';

/** Trackers, and web seeds, of one torrent: parseTorrent reads no more. */
const MOST = 500;

interface Sources {
  readonly trackers: readonly string[];
  readonly webSeeds: readonly string[];
}

/**
 * What is added once more brings the torrent, or link, that is in the list its trackers and
 * web seeds, and nothing else. A private torrent takes none, as with qBittorrent: its tracker
 * alone may tell of peers (BEP 27), and another would be told what was given to the first.
 */
export class Duplicates {
  readonly #torrents: TorrentList;
  readonly #magnets: Magnets;
  readonly #records: TorrentRecords;

  constructor(torrents: TorrentList, magnets: Magnets, records: TorrentRecords) {
    this.#torrents = torrents;
    this.#magnets = magnets;
    this.#records = records;
  }

  /** undefined where neither the torrent nor a link to it is in the list. */
  async ofLink(magnet: Magnet): Promise<AddResult | undefined> {
    const names = swarmIds(magnet.hashes);
    const torrent = this.#named(names);
    const peers = magnet.peers.map(parseEndpoint).filter((peer) => peer !== undefined);
    if (torrent) {
      if (!torrent.metainfo.isPrivate) torrent.addPeers(peers);
      return this.#intoTorrent(torrent, magnet);
    }
    const [link] = this.#magnets.sharing(names);
    if (!link) return undefined;
    link.addPeers(peers);
    return this.#intoLink(link, magnet);
  }

  /** undefined where the torrent is not in the list, though a link to it may be. */
  async ofFile({ hashes, metainfo }: OpenedTorrent): Promise<AddResult | undefined> {
    const torrent = this.#named(swarmIds(hashes));
    const { trackers, webSeeds } = metainfo;
    return torrent && this.#intoTorrent(torrent, { trackers: trackers.flat(), webSeeds });
  }

  #named(names: readonly string[]): Torrent | undefined {
    return names.map((name) => this.#torrents.named(name)).find(Boolean);
  }

  async #intoTorrent(torrent: Torrent, sources: Sources): Promise<AddResult> {
    const { id, metainfo } = torrent;
    const { name, isPrivate } = metainfo;
    if (isPrivate) return { id, name, known: { merged: 0, private: true } };
    const more = beyond({ ...metainfo, trackers: metainfo.trackers.flat() }, sources);
    if (more.trackers.length > 0) {
      const tiers = [...metainfo.trackers, ...more.trackers.map((url) => [url])];
      await this.#records.change(id, (file) => withTrackers(file, tiers));
      torrent.announceTo(tiers);
    }
    if (more.webSeeds.length > 0) {
      const webSeeds = [...metainfo.webSeeds, ...more.webSeeds];
      await this.#records.change(id, (file) => withWebSeeds(file, webSeeds));
      torrent.useWebSeeds(webSeeds);
    }
    return { id, name, known: { merged: countOf(more), private: false } };
  }

  async #intoLink(link: MagnetDownload, sources: Sources): Promise<AddResult> {
    const { id, name, magnet } = link;
    const more = beyond(magnet, sources);
    if (more.trackers.length > 0) {
      await this.#magnets.setField(id, 'tr', [...magnet.trackers, ...more.trackers]);
    }
    if (more.webSeeds.length > 0) {
      await this.#magnets.setField(id, 'ws', [...magnet.webSeeds, ...more.webSeeds]);
    }
    return { id, name, known: { merged: countOf(more), private: false } };
  }
}

/** What `more` has that `known` has not, as far as there is room for it. */
function beyond(known: Sources, more: Sources): Sources {
  const fresh = (of: keyof Sources, fits: (address: string) => boolean) =>
    [...new Set(more[of])]
      .filter((address) => fits(address) && !known[of].includes(address))
      .slice(0, Math.max(0, MOST - known[of].length));
  return {
    trackers: fresh('trackers', isTracker),
    webSeeds: fresh('webSeeds', isWebSeed),
  };
}

function countOf({ trackers, webSeeds }: Sources): number {
  return trackers.length + webSeeds.length;
}
