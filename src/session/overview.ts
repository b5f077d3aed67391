import type { LocalDiscovery, SessionStatus, TorrentRow } from '../api/snapshot.ts';
import type { Lsd } from '../lsd/lsd.ts';
import type { FolderRef } from '../ports/folders.ts';
import type { Admission } from './admission.ts';
import type { Creations } from './creations.ts';
import type { DhtService } from './dht-service.ts';
import type { Following } from './following.ts';
import type { Labels } from './labels.ts';
import type { Listener } from './listener.ts';
import type { Magnets } from './magnets.ts';
import type { Removal } from './removal.ts';
import type { TorrentList } from './torrent-list.ts';
import { type BareRow, reportError, torrentRow } from './torrent-row.ts';
import { TrackerHosts } from './tracker-hosts.ts';

/** What there is to see. */
export interface OverviewHost {
  readonly torrents: TorrentList;
  readonly magnets: Magnets;
  readonly creations: Creations;
  readonly following: Following;
  readonly labels: Labels;
  readonly removal: Pick<Removal, 'count'>;
  readonly admission: Admission;
  readonly listener: Listener;
  readonly dht: DhtService;
  readonly lsd: Lsd;
  readonly embedded: FolderRef;
  /** Whether the alternative limits hold now. */
  alternative(): boolean;
  /** What sockets are opened with now. */
  transport(): string;
}

/** All torrents, links and creations as a window sees them, and the session as a whole. */
export class Overview {
  readonly #host: OverviewHost;
  readonly #trackerHosts = new TrackerHosts();

  constructor(host: OverviewHost) {
    this.#host = host;
  }

  /** Torrents that need the engine awake. */
  get active(): number {
    const { torrents, magnets, creations, following, removal } = this.#host;
    // Files that are to be deleted are, though nobody keeps the window open.
    let active = magnets.active + creations.active + following.active + removal.count;
    for (const { state } of torrents) {
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
    const { torrents, magnets, creations, following } = this.#host;
    let busy = magnets.active + creations.active + following.active;
    for (const { state, complete } of torrents) {
      if (state.kind === 'checking' || state.kind === 'moving') busy++;
      else if (state.kind === 'running' && !complete) busy++;
    }
    return busy;
  }

  rows(): TorrentRow[] {
    const { torrents, magnets, creations, following, admission, embedded } = this.#host;
    const positions = admission.positions();
    const rows = [
      ...[...torrents].map((torrent) =>
        torrentRow(torrent, embedded, positions.get(torrent.id)),
      ),
      ...magnets.rows(embedded, positions),
      ...creations.rows(embedded),
      ...following.rows(embedded),
    ];
    return rows.map((row) => this.#whole(row));
  }

  #whole(row: BareRow): TorrentRow {
    const { torrents, magnets, labels } = this.#host;
    const { id } = row;
    const trackers = torrents.get(id)?.tiers ?? magnets.find(id)?.magnet.trackers ?? [];
    // Into the row itself, which was just made: a copy of a thousand takes most of the time.
    const own = { labels: labels.of(id), trackers: this.#trackerHosts.of(trackers) };
    return Object.assign(row, own);
  }

  status(): SessionStatus {
    const { torrents, listener, alternative, transport } = this.#host;
    let downRate = 0;
    let upRate = 0;
    let size = 0;
    let done = 0;
    for (const torrent of torrents) {
      downRate += torrent.downRate;
      upRate += torrent.upRate;
      if (torrent.state.kind !== 'running' || torrent.complete) continue;
      size += torrent.selection.size;
      done += torrent.doneBytes;
    }
    const { port, error } = listener;
    return {
      downRate: Math.round(downRate),
      upRate: Math.round(upRate),
      progress: size > 0 ? done / size : null,
      listenPort: port ?? null,
      reached: listener.reached,
      listenError: port === undefined && error ? reportError(error) : null,
      active: this.active,
      alternativeLimits: alternative(),
      transport: transport(),
      dht: this.#host.dht.state,
      lsd: this.#lsd(),
    };
  }

  #lsd(): LocalDiscovery {
    const { status } = this.#host.lsd;
    const error = status.kind === 'unavailable' ? reportError(status.error) : null;
    return { state: status.kind, error };
  }
}
