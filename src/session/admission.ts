import type { Settings } from '../api/settings.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { KeyValueStore } from '../ports/key-value-store.ts';
import type { Log } from '../ports/log.ts';
import { Saver } from '../torrent/saver.ts';
import type { Torrent } from '../torrent/torrent.ts';
import { CheckTurns } from './check-turns.ts';
import type { Magnets } from './magnets.ts';
import { admitted, type QueueEntry, type QueueKind, type QueueLimits } from './queue.ts';
import { type QueueMove, reorderedByKind } from './queue-order.ts';
import { loadQueue, saveQueue } from './queue-record.ts';
import { Sharing } from './sharing.ts';
import { Turns } from './turns.ts';

export interface AdmissionHost {
  readonly clock: Clock;
  readonly store: KeyValueStore;
  readonly log: Log;
  readonly torrents: Iterable<Torrent>;
  readonly magnets: Magnets;
  settings(): Settings;
  /** The machine slept: others took us for gone, and we may be elsewhere by now. */
  slept(): void;
  /** Its sharing is over, and it is paused. */
  sharedEnough(torrent: Torrent): void;
}

/** A torrent or a link that is to run. */
interface Candidate {
  readonly kind: QueueKind;
  readonly forced: boolean;
  readonly running: boolean;
  /** Ever got or given, as its kind has it. */
  readonly bytes: number;
  admit(admitted: boolean): void;
}

/** Milliseconds between two looks at what runs. */
const TICK = 5000;
/** Milliseconds by the date from one to the next after which the machine slept. */
const SLEEP = 90_000;
/**
 * Links that look for their torrents at once, stalled ones and all: they bring next to
 * nothing, so they take no slot of a torrent's, and show soon what they stand for.
 */
const LINKS: QueueLimits = { download: 10, seed: 0, total: 20 };

/** Who runs is decided anew when one of them changes. */
const LIMITS = ['maxActiveDownloads', 'maxActiveSeeds', 'maxActive'] as const;

/** Keeps the queue: its order, who runs by it, and who checks. */
export class Admission {
  readonly #host: AdmissionHost;
  readonly #turns = new Turns();
  readonly #checks: CheckTurns;
  readonly #sharing: Sharing;
  readonly #saver: Saver;
  /** All torrents and links, those that are paused, too. */
  #order: readonly string[] = [];
  /** Those that are out of the list and may come back: their places are kept. */
  readonly #away = new Set<string>();
  /** The place of each in it. */
  #ranks: ReadonlyMap<string, number> = new Map();
  /** Whether the order has to be kept: it is not that of age. */
  #recorded = false;
  #timer: Timer | undefined;
  /** Before the start, and from the end on, nobody is let in. */
  #open = false;
  #deciding = false;

  constructor(host: AdmissionHost) {
    this.#host = host;
    const { clock, log, store } = host;
    const settings = () => host.settings();
    this.#checks = new CheckTurns({
      limit: () => settings().maxActiveChecks,
      rank: (id) => this.#ranks.get(id) ?? this.#ranks.size,
    });
    const idle = (id: string) => this.#turns.idle(id, clock.now());
    const ended = (torrent: Torrent) => host.sharedEnough(torrent);
    this.#sharing = new Sharing({ torrents: host.torrents, settings, idle, ended });
    this.#saver = new Saver(
      clock,
      () => saveQueue(store, this.#recorded ? this.#order : undefined),
      (error) => log.write('error', 'session', `cannot save the queue: ${error}`),
    );
  }

  /** Begins, once all that is on record is there. */
  async start(): Promise<void> {
    const order = await loadQueue(this.#host.store);
    this.#recorded = order.length > 0;
    this.#setOrder(order);
    this.#open = true;
    this.#decide(true);
  }

  /** Resolves once the order is on record. */
  async stop(): Promise<void> {
    this.#open = false;
    this.#timer?.cancel();
    await this.#saver.flush();
    this.#saver.stop();
  }

  /** A torrent or link came, went, or is not what it was. */
  changed(): void {
    this.#decide(false);
  }

  settingsChanged(before: Settings): void {
    const now = this.#host.settings();
    this.#decide(LIMITS.some((key) => now[key] !== before[key]));
  }

  /** It leaves the list, and may come back to its place until that is forgotten. */
  keepPlace(id: string): void {
    this.#away.add(id);
  }

  /** It is back, or gone for good. */
  forgetPlace(id: string): void {
    if (this.#away.delete(id)) this.changed();
  }

  /** A person changed what the queue goes by. */
  anew(): void {
    this.#decide(true);
  }

  /** A person wants it to go on. */
  resume(torrent: Torrent): void {
    this.#sharing.goOn(torrent);
    this.#turns.refresh(torrent.id);
    torrent.resume();
    this.anew();
  }

  /** Ids of no torrent are passed over. */
  move(ids: readonly string[], to: QueueMove): void {
    const complete = this.#complete();
    const kindOf = (id: string) => (complete.has(id) ? 'seed' : 'download');
    for (const id of ids) this.#turns.refresh(id);
    this.#setOrder(reorderedByKind(this.#order, new Set(ids), to, kindOf));
    this.#keep();
    this.anew();
  }

  /** From 1, among those that are complete, and among those that are not. */
  positions(): ReadonlyMap<string, number> {
    const complete = this.#complete();
    const positions = new Map<string, number>();
    let seeds = 0;
    let downloads = 0;
    for (const id of this.#order) {
      if (this.#away.has(id)) continue;
      positions.set(id, complete.has(id) ? ++seeds : ++downloads);
    }
    return positions;
  }

  /** Resolves, with what ends it, once the torrent may hash its files. */
  checkTurn(id: string, signal: AbortSignal): Promise<() => void> {
    return this.#checks.take(id, signal);
  }

  #decide(anew: boolean): void {
    // What the queue itself does to torrents changes nothing of what it decided.
    if (!this.#open || this.#deciding) return;
    this.#deciding = true;
    const now = this.#host.clock.now();
    try {
      this.#keepOrder();
      this.#sharing.look(now);
      const torrents = torrentCandidates(this.#host.torrents);
      const links = linkCandidates(this.#host.magnets);
      for (const id of this.#order) {
        if (!torrents.has(id) && !links.has(id)) this.#turns.rests(id, now);
      }
      this.#admit(torrents, this.#limits(), anew, now);
      this.#admit(links, LINKS, anew, now);
      this.#checks.update();
      this.#watch(torrents.size + links.size > 0);
    } finally {
      this.#deciding = false;
    }
  }

  #limits(): QueueLimits {
    const { maxActiveDownloads, maxActiveSeeds, maxActive } = this.#host.settings();
    return { download: maxActiveDownloads, seed: maxActiveSeeds, total: maxActive };
  }

  #admit(
    candidates: ReadonlyMap<string, Candidate>,
    limits: QueueLimits,
    anew: boolean,
    now: number,
  ): void {
    const entries = this.#entries(candidates, now);
    const chosen = admitted(entries, limits, anew);
    for (const { id } of entries) {
      if (chosen.has(id)) continue;
      this.#turns.rests(id, now);
      candidates.get(id)!.admit(false);
    }
    for (const { id, kind } of entries) {
      if (!chosen.has(id)) continue;
      const { bytes, admit } = candidates.get(id)!;
      this.#turns.runs(id, kind, bytes, now);
      admit(true);
    }
  }

  /** In order. */
  #entries(candidates: ReadonlyMap<string, Candidate>, now: number): QueueEntry[] {
    const entries: QueueEntry[] = [];
    for (const id of this.#order) {
      const candidate = candidates.get(id);
      if (!candidate) continue;
      const { kind, forced, running, bytes } = candidate;
      const runsAs = running ? this.#turns.kind(id) : undefined;
      if (runsAs === kind) this.#turns.runs(id, kind, bytes, now);
      // Nothing is known yet of how it does as what it has become.
      const changed = runsAs !== undefined && runsAs !== kind;
      const stalled = !changed && this.#turns.stalled(id, now);
      entries.push({ id, kind, forced, runsAs, stalled });
    }
    return entries;
  }

  /** Looks again in a while, if anything is to run. */
  #watch(anything: boolean): void {
    if (!anything) this.#timer?.cancel();
    if (!anything) this.#timer = undefined;
    else this.#timer ??= this.#lookLater();
  }

  /** By the date, for a host's clock may stand still while the machine sleeps. */
  #lookLater(): Timer {
    const { clock, slept } = this.#host;
    const date = clock.date();
    return clock.timer(TICK, () => {
      this.#timer = undefined;
      this.changed();
      if (clock.date() - date >= SLEEP) slept();
    });
  }

  #complete(): Set<string> {
    const complete = [...this.#host.torrents].filter((torrent) => torrent.complete);
    return new Set(complete.map(({ id }) => id));
  }

  /** All who are there and nobody else; who is new comes last, unless it was a link. */
  #keepOrder(): void {
    const ages = this.#ages();
    const order = this.#order;
    const isKept = (id: string) => ages.has(id) || this.#away.has(id);
    const isThere = order.filter((id) => ages.has(id)).length === ages.size;
    if (isThere && order.every(isKept)) return;
    const names = new Map<string, string>();
    for (const { id, names: all } of this.#host.torrents) {
      for (const name of all) names.set(name, id);
    }
    const kept = order.map((id) => names.get(id) ?? id).filter(isKept);
    const next = new Set(kept);
    const added = [...ages].filter(([id]) => !next.has(id));
    for (const [id] of added.sort(([, a], [, b]) => a - b)) next.add(id);
    for (const id of order) if (!next.has(id)) this.#turns.forget(id);
    this.#setOrder([...next]);
    this.#keep();
  }

  #setOrder(order: readonly string[]): void {
    this.#order = order;
    this.#ranks = new Map(order.map((id, at) => [id, at]));
  }

  /** The order changed. */
  #keep(): void {
    const before = this.#recorded;
    this.#recorded = !this.#isByAge();
    if (this.#recorded || before) this.#saver.touch();
  }

  /** Whether a start without a record would make the same of it. */
  #isByAge(): boolean {
    const ages = this.#ages();
    const dates = this.#order.flatMap((id) => ages.get(id) ?? []);
    return dates.every((date, at) => at === 0 || dates[at - 1]! < date);
  }

  /** When each was added. */
  #ages(): Map<string, number> {
    const { torrents, magnets } = this.#host;
    const ages = new Map<string, number>();
    for (const { id, addedAt } of torrents) ages.set(id, addedAt);
    for (const { id, addedAt } of magnets) ages.set(id, addedAt);
    return ages;
  }
}

function torrentCandidates(torrents: Iterable<Torrent>): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  for (const torrent of torrents) {
    if (!torrent.queues) continue;
    const { id, complete, options, uploaded, downloaded, state } = torrent;
    candidates.set(id, {
      kind: complete ? 'seed' : 'download',
      forced: options.forced,
      running: state.kind !== 'queued',
      bytes: complete ? uploaded : downloaded,
      admit: (admitted) => torrent.admit(admitted),
    });
  }
  return candidates;
}

function linkCandidates(magnets: Magnets): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  for (const { id, running } of magnets.wanted()) {
    candidates.set(id, {
      kind: 'download',
      forced: false,
      running,
      bytes: 0,
      admit: (admitted) => magnets.admit(id, admitted),
    });
  }
  return candidates;
}
