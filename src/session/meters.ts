import type { SpeedHistory as History, SpeedSpan } from '../api/speed.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import { SpeedHistory } from '../rate/speed-history.ts';
import type { Torrent } from '../torrent/torrent.ts';

export interface MetersHost {
  readonly clock: Clock;
  /** Whether it is still in the list. */
  has(torrent: Torrent): boolean;
  /** So much passed, all torrents together, since the last call; `peers` are connected. */
  counted(passed: BothWays, overhead: BothWays, peers: number): void;
  /** Nothing runs any more. */
  rests(): void;
}

/** Bytes. */
export interface BothWays {
  readonly down: number;
  readonly up: number;
}

/** A torrent as it was when it was last looked at. */
interface Meter {
  readonly history: SpeedHistory;
  downloaded: number;
  uploaded: number;
}

const SECOND = 1000;

/** What passes, torrent by torrent and of all together, second by second. */
export class Meters {
  readonly #host: MetersHost;
  readonly #all = new SpeedHistory();
  /** Beside the payload, of all. */
  readonly #overhead = new SpeedHistory();
  #overheadNow: BothWays = { down: 0, up: 0 };
  readonly #meters = new Map<Torrent, Meter>();
  readonly #byId = new Map<string, Meter>();
  readonly #running = new Set<Torrent>();
  #timer: Timer | undefined;
  /** The date of the last look. */
  #at: number;

  constructor(host: MetersHost) {
    this.#host = host;
    this.#at = host.clock.date();
  }

  /** A torrent came, or its state may be another. */
  changed(torrent: Torrent): void {
    if (!this.#meters.has(torrent) && this.#host.has(torrent)) {
      const { id, downloaded, uploaded } = torrent;
      const meter = { history: new SpeedHistory(), downloaded, uploaded };
      this.#meters.set(torrent, meter);
      this.#byId.set(id, meter);
    }
    if (torrent.state.kind === 'running') {
      if (!this.#timer) this.#at = this.#host.clock.date();
      this.#running.add(torrent);
      this.#timer ??= this.#untilSecond();
    } else if (this.#running.delete(torrent)) {
      if (this.#running.size === 0) this.#rest();
    } else if (!this.#timer && torrent.state.kind === 'removed') this.#drop(torrent);
  }

  /** null: of all together. */
  read(id: string | null, span: SpeedSpan): History {
    this.count();
    const now = this.#host.clock.date();
    if (id === null) {
      const { down, up } = this.#overhead.read(span, now);
      return { ...this.#all.read(span, now), overhead: { down, up } };
    }
    const history = this.#byId.get(id)?.history ?? new SpeedHistory();
    return { ...history.read(span, now), overhead: null };
  }

  /** So much more passed beside the payload. */
  overhead(down: number, up: number): void {
    const before = this.#overheadNow;
    this.#overheadNow = { down: before.down + down, up: before.up + up };
  }

  /** Of all together, from an earlier run. */
  restore(span: SpeedSpan, before: Pick<History, 'end' | 'down' | 'up'>): void {
    this.#all.restore(span, before);
  }

  /** Counts what passed since the last look. */
  count(): void {
    let peers = 0;
    let down = 0;
    let up = 0;
    const from = this.#at;
    const to = this.#host.clock.date();
    this.#at = to;
    for (const [torrent, meter] of this.#meters) {
      peers += torrent.swarm?.connected ?? 0;
      if (!this.#host.has(torrent)) this.#forget(torrent, meter);
      const moreDown = torrent.downloaded - meter.downloaded;
      const moreUp = torrent.uploaded - meter.uploaded;
      if (moreDown === 0 && moreUp === 0) continue;
      meter.downloaded += moreDown;
      meter.uploaded += moreUp;
      meter.history.add(moreDown, moreUp, from, to);
      down += moreDown;
      up += moreUp;
    }
    const overhead = this.#overheadNow;
    this.#overheadNow = { down: 0, up: 0 };
    this.#overhead.add(overhead.down, overhead.up, from, to);
    this.#all.add(down, up, from, to);
    this.#host.counted({ down, up }, overhead, peers);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.count();
  }

  /** Nobody counts, so nobody would find that it is gone. */
  #drop(torrent: Torrent): void {
    const meter = this.#meters.get(torrent);
    if (meter && !this.#host.has(torrent)) this.#forget(torrent, meter);
  }

  #forget(torrent: Torrent, meter: Meter): void {
    this.#meters.delete(torrent);
    if (this.#byId.get(torrent.id) === meter) this.#byId.delete(torrent.id);
  }

  #rest(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.count();
    this.#host.rests();
  }

  /** At the end of each second, so that all of it counts for that one. */
  #untilSecond(): Timer {
    const { clock } = this.#host;
    return clock.timer(SECOND - (clock.date() % SECOND), () => {
      this.#timer = this.#untilSecond();
      this.count();
    });
  }
}
