import type { ErrorReport } from '../api/contract.ts';
import type { LogCode, LogPart, TorrentLogCode } from '../api/log.ts';
import type { SessionStatus } from '../api/snapshot.ts';
import type { RillError } from '../errors/rill-error.ts';
import type { Torrent } from '../torrent/torrent.ts';
import type { TorrentEvent } from '../torrent/torrent-event.ts';
import type { PeerFault } from '../torrent/web-sources.ts';
import type { EventLog, LogSubject, LogValues } from './event-log.ts';
import { reportError } from './torrent-row.ts';

export interface JournalHost {
  readonly log: EventLog;
  /** How it stands with the engine. */
  status(): SessionStatus;
  /** Of a torrent or link that is here; '' for any other. */
  nameOf(id: string): string;
}

/** What of the engine an entry was last written of. */
interface Seen {
  listening: string;
  dht: string;
  lsd: string;
  addresses: string;
  alternative: boolean;
}

/** Turns what happens into entries of the log: each change once, not what stays as it was. */
export class Journal {
  readonly #host: JournalHost;
  /** What each torrent was last seen at. */
  readonly #states = new WeakMap<Torrent, Torrent['state']['kind']>();
  #seen: Seen = { listening: '', dht: '', lsd: '', addresses: '', alternative: false };

  constructor(host: JournalHost) {
    this.#host = host;
  }

  /** Of a torrent or link that is here. */
  torrent(code: TorrentLogCode, id: string, values?: LogValues, error?: unknown): void {
    this.#write(code, { id, name: this.#host.nameOf(id) }, values, error);
    if (code === 'removed') this.#host.log.removed(id);
  }

  engine(code: LogCode, values?: LogValues, error?: unknown): void {
    this.#write(code, undefined, values, error);
  }

  /** Its state may be another. */
  changed(torrent: Torrent): void {
    const { kind } = torrent.state;
    const before = this.#states.get(torrent);
    this.#states.set(torrent, kind);
    if (kind === before) return;
    const subject = subjectOf(torrent);
    if (kind === 'running') this.#write('started', subject);
    if (kind === 'queued' && before === 'running') this.#write('queued', subject);
  }

  failed(subject: LogSubject, error: RillError): void {
    this.#write('failed', subject, {}, error);
  }

  dropped(torrent: Torrent, name: string, reason: PeerFault): void {
    const subject = subjectOf(torrent);
    if (reason.fault === 'web-seed') {
      return this.#write('web-seed-dropped', subject, { host: name }, reason);
    }
    const code = reason.code === 'wrong-data' ? 'peer-banned' : 'peer-dropped';
    this.#write(code, subject, { peer: name }, reason);
  }

  happened(id: string, event: TorrentEvent): void {
    switch (event.kind) {
      case 'tracker': {
        const { tracker, error } = event;
        if (error) return this.torrent('tracker-failed', id, { tracker }, error);
        return this.torrent('tracker-works', id, { tracker });
      }
      case 'checked':
        return this.torrent('checked', id, { have: event.have, pieces: event.pieces });
      case 'moved':
        return this.torrent('moved', id);
      case 'piece-wrong':
        return this.torrent('piece-wrong', id, { piece: event.piece });
      case 'pieces-lost':
        return this.torrent('pieces-lost', id, { pieces: event.pieces });
      case 'duplicate':
      case 'overhead':
        return;
    }
  }

  /** Looks first how it stands with the engine, which nobody tells. See EventLog. */
  read(id: string | null, after: number): LogPart {
    this.look();
    return this.#host.log.read(id, after);
  }

  /** Writes of what has changed of the engine since the last look. */
  look(): void {
    const { listenPort, listenError, dht, lsd, alternativeLimits } = this.#host.status();
    const seen = this.#seen;
    this.#seen = {
      listening: `${listenPort ?? listenError?.code ?? ''}`,
      // Until it answers, or fails, it is what it was.
      dht: dht.state === 'starting' ? seen.dht : dht.state,
      lsd: lsd.state === 'joining' ? seen.lsd : lsd.state,
      addresses:
        dht.externalAddresses.length > 0 ? `${dht.externalAddresses}` : seen.addresses,
      alternative: alternativeLimits,
    };
    const { listening, addresses, alternative } = this.#seen;
    if (listening !== seen.listening) {
      if (listenPort !== null) this.engine('listening', { port: listenPort });
      else if (listenError) this.#report('not-listening', listenError);
    }
    this.#finder('dht', seen.dht, this.#seen.dht, dht.error);
    this.#finder('lsd', seen.lsd, this.#seen.lsd, lsd.error);
    if (addresses !== seen.addresses) {
      this.engine('external-address', { address: addresses.replaceAll(',', ', ') });
    }
    if (alternative !== seen.alternative) {
      this.engine(alternative ? 'alternative-on' : 'alternative-off');
    }
  }

  #finder(
    finder: 'dht' | 'lsd',
    before: string,
    now: string,
    error: ErrorReport | null,
  ): void {
    if (now === before) return;
    if (now === 'on' || now === 'off') this.engine(`${finder}-${now}`);
    else this.#report(`${finder}-unavailable`, error);
  }

  #report(code: LogCode, error: ErrorReport | null): void {
    this.#host.log.write(code, undefined, {}, error);
  }

  #write(
    code: LogCode,
    subject: LogSubject | undefined,
    values: LogValues = {},
    error?: unknown,
  ): void {
    const report = error === undefined ? null : reportError(error);
    this.#host.log.write(code, subject, values, report);
  }
}

function subjectOf({ id, name }: Torrent): LogSubject {
  return { id, name };
}
