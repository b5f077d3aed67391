import type { LimitGroup } from './limit-group.ts';

export interface FlowOwner {
  /** Bytes that it could make use of now, beyond what passed. */
  wants(): number;
  /** Its turn has come: some of what it wanted passes now. */
  ready(): void;
}

/** What one peer sends, or gets, within the limits of its torrent and of all. */
export class Flow {
  readonly #group: LimitGroup;
  readonly #owner: FlowOwner;
  readonly #local: boolean;
  /** Granted and not taken yet. */
  #credit = 0;
  #state: 'idle' | 'waiting' | 'closed' = 'idle';

  /** By `LimitGroup.flow`. */
  constructor(group: LimitGroup, owner: FlowOwner, local: boolean) {
    this.#group = group;
    this.#owner = owner;
    this.#local = local;
  }

  get limited(): boolean {
    if (!this.#group.limited) return false;
    return !this.#local || this.#group.limiter.counting.local;
  }

  /** Whether the bytes may pass now; if not, it waits in line and `ready` is called. */
  take(bytes: number, now: number): boolean {
    if (!this.limited) return true;
    if (this.#credit >= bytes) {
      this.#credit -= bytes;
      return true;
    }
    if (this.#state !== 'idle') return false;
    if (this.#group.open(now)) {
      this.#group.draw(bytes);
      return true;
    }
    this.#state = 'waiting';
    this.#group.queue(this);
    return false;
  }

  /** What was taken did not pass: what was asked for does not come. */
  giveBack(bytes: number): void {
    if (this.limited) this.#group.giveBack(bytes);
  }

  /** What was just taken may be taken for something else, before `settle`. */
  untake(bytes: number): void {
    if (this.limited) this.#credit += bytes;
  }

  /** What was given back, or never taken, passes all the same. Overhead has it counted. */
  unasked(bytes: number): void {
    if (this.limited && !this.#group.limiter.counting.overhead) {
      this.#group.drawUnasked(bytes);
    }
  }

  /** It has no use for more: leaves the line, and what was granted and not taken. */
  settle(): void {
    if (this.#credit > 0) this.#group.giveBack(this.#credit);
    this.#credit = 0;
    if (this.#state !== 'waiting') return;
    this.#state = 'idle';
    this.#group.leave(this);
  }

  /** Everything that passes beside the payload. */
  overhead(bytes: number): void {
    if (this.limited && this.#group.limiter.counting.overhead) {
      this.#group.drawUnasked(bytes);
    }
  }

  /**
   * What was taken before, when a limit was higher, may arrive faster than the limit lets
   * through by now. Milliseconds for which no more of it should be read.
   */
  arrived(bytes: number, now: number): number {
    return this.limited ? this.#group.arrived(bytes, now) : 0;
  }

  /** Nothing passes any more. */
  close(): void {
    this.settle();
    this.#state = 'closed';
  }

  /** For its group: false when it wants no more, and leaves the line. */
  grant(bytes: number): boolean {
    const goesOn = this.#owner.wants() > this.#credit;
    if (goesOn) this.#credit += bytes;
    else this.#state = 'idle';
    return goesOn;
  }

  /** For the limiter, after `grant`. */
  tell(): void {
    this.#owner.ready();
  }
}
