import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import type { TrackerError } from '../errors/tracker-error.ts';
import { AnnouncePoint } from './announce-point.ts';

/** One tracker of a torrent, with the families by which it can be asked. */
export class TrackerEntry {
  readonly url: string;
  /** From 0, as the torrent has them. */
  readonly tier: number;
  /** Until it is known by which families, one that stands for whichever. */
  #points: readonly AnnouncePoint[] = [new AnnouncePoint(undefined)];

  constructor(url: string, tier: number) {
    this.url = url;
    this.tier = tier;
  }

  get points(): readonly AnnouncePoint[] {
    return this.#points;
  }

  /** By one family at least. */
  get works(): boolean {
    return this.#points.some((point) => point.works);
  }

  /** Since when the first answer is waited for. */
  get asked(): number | undefined {
    const times = this.#points.map(({ asked }) => asked);
    const asked = Math.min(...times.filter((time) => time !== undefined));
    return Number.isFinite(asked) ? asked : undefined;
  }

  /** Why it does not work: by the first family for which there is a reason. */
  get error(): TrackerError | undefined {
    if (this.works) return undefined;
    return this.#points.find(({ error }) => error)?.error;
  }

  /** When to ask it by one family or more. `needy`: peers are wanted. */
  dueAt(needy: boolean): number {
    return Math.min(...this.#points.map((point) => point.dueAt(needy)));
  }

  lookAt(now: number): number {
    return Math.min(...this.#points.map((point) => point.lookAt(now)));
  }

  /** Answers what is asked now. */
  ask(needy: boolean, now: number): readonly AnnouncePoint[] {
    const due = this.#points.filter((point) => point.dueAt(needy) <= now);
    for (const point of due) point.ask(now);
    return due;
  }

  /**
   * By which families it can be asked now. Answers what to ask of those that were to be
   * asked, and the new ones besides.
   */
  meet(
    families: readonly (AddressFamily | undefined)[],
    asked: readonly AnnouncePoint[],
    now: number,
  ): readonly AnnouncePoint[] {
    const before = this.#points;
    const isUnknown = families.every((family) => family === undefined);
    // Where nobody can tell, just now, it is the peers that it was to the tracker.
    if (isUnknown && before.some(({ family }) => family !== undefined)) return asked;
    this.#points = families.map(
      (family) =>
        before.find((point) => point.family === family) ?? new AnnouncePoint(family),
    );
    const fresh = this.#points.filter((point) => !before.includes(point));
    for (const point of fresh) point.ask(now);
    return this.#points.filter((point) => asked.includes(point) || fresh.includes(point));
  }
}
