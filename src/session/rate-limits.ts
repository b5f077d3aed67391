import { DEFAULT_SETTINGS, type Settings } from '../api/settings.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import { Limiter } from '../rate/limiter.ts';
import { isScheduled } from '../rate/schedule.ts';

const MINUTE = 60_000;

/** The limits that hold for all torrents together, by the settings and the time of day. */
export class RateLimits {
  readonly down: Limiter;
  readonly up: Limiter;
  readonly #clock: Clock;
  #settings: Settings = DEFAULT_SETTINGS;
  /** When those in line are looked at, and when the schedule is. */
  #next: Timer | undefined;
  #due = Number.POSITIVE_INFINITY;
  #minute: Timer | undefined;
  #stopped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.down = new Limiter(() => this.#arm());
    this.up = new Limiter(() => this.#arm());
  }

  /** From now on. */
  apply(settings: Settings): void {
    if (this.#stopped) return;
    this.#settings = settings;
    const { limitLocal: local, limitOverhead: overhead } = settings;
    this.down.counting = this.up.counting = { local, overhead };
    this.#setRates();
    this.#watchSchedule();
  }

  /** Whether the alternative limits are on. */
  get alternative(): boolean {
    const { alternative, schedule } = this.#settings;
    if (alternative !== 'scheduled') return alternative === 'on';
    return isScheduled(schedule, this.#clock.date(), this.#clock.zone());
  }

  /** Whoever still waits hears nothing any more. */
  stop(): void {
    this.#stopped = true;
    this.#next?.cancel();
    this.#minute?.cancel();
  }

  #setRates(): void {
    const { alternative } = this;
    const settings = this.#settings;
    const now = this.#clock.now();
    const down = alternative ? settings.alternativeDownLimit : settings.downLimit;
    const up = alternative ? settings.alternativeUpLimit : settings.upLimit;
    if (down !== this.down.rate) this.down.setRate(down, now);
    if (up !== this.up.rate) this.up.setRate(up, now);
  }

  /** Looks at the beginning of each minute: clocks and zones may be changed meanwhile. */
  #watchSchedule(): void {
    this.#minute?.cancel();
    if (this.#stopped || this.#settings.alternative !== 'scheduled') return;
    const left = MINUTE - (this.#clock.date() % MINUTE);
    this.#minute = this.#clock.timer(left, () => {
      this.#setRates();
      this.#watchSchedule();
    });
  }

  #arm(): void {
    const now = this.#clock.now();
    const waits = [this.down.wait(now), this.up.wait(now)];
    const wait = Math.min(...waits.map((ms) => ms ?? Number.POSITIVE_INFINITY));
    if (this.#stopped || !Number.isFinite(wait) || now + wait >= this.#due) return;
    this.#next?.cancel();
    this.#due = now + wait;
    this.#next = this.#clock.timer(wait, () => this.#distribute());
  }

  #distribute(): void {
    this.#due = Number.POSITIVE_INFINITY;
    this.down.distribute(this.#clock.now());
    this.up.distribute(this.#clock.now());
    this.#arm();
  }
}
