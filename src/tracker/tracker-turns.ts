import { NetworkError } from '../errors/network-error.ts';
import { TrackerError } from '../errors/tracker-error.ts';

/** Requests under way: in all; of one tracker; of one that has not answered yet. */
const AT_ONCE = 50;
const OF_ONE = 40;
const OF_UNKNOWN = 3;
/** Those to trackers that keep silent, together: of each of them one. */
const OF_SILENT = 25;
/** Trackers remembered. */
const MOST_TRACKERS = 1000;

/** What is known of one tracker. */
interface Tracker {
  answers: number;
  running: number;
  silent: boolean;
}

/** A request under way: what its tracker was when it began. */
interface Turn {
  readonly answers: number;
  readonly silent: boolean;
}

interface Waiting {
  readonly tracker: Tracker;
  go(turn: Turn): void;
  fail(error: unknown): void;
}

/**
 * Whose turn it is to ask a tracker, of all torrents together, in the order that they came:
 *
 *   - so many at once, and fewer of one tracker, so that one that is slow leaves room for others
 *   - of one that kept silent one at a time; all who wait for it then fail with that one, and
 *     come again when they would: what many torrents have in common is found out once
 */
export class TrackerTurns {
  /** By name, the latest last. */
  readonly #trackers = new Map<string, Tracker>();
  readonly #waiting = new Set<Waiting>();
  #running = 0;
  #silent = 0;

  /**
   * Rejects with the signal's reason, also while it waits; as another request to that tracker
   * did that had no answer in time; else as `work` does. `name`: of the tracker.
   */
  async take<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const tracker = this.#find(name);
    const { answers, silent } = this.#mayGo(tracker)
      ? this.#begin(tracker)
      : await this.#wait(tracker, signal);
    try {
      const result = await work();
      this.#answered(tracker);
      return result;
    } catch (error) {
      if (!isSilence(error)) this.#failed(tracker, signal);
      // Of one that answers others a datagram was lost.
      else if (tracker.answers === answers) this.#keptSilent(tracker, error);
      throw error;
    } finally {
      tracker.running--;
      this.#running--;
      if (silent) this.#silent--;
      this.#pass();
    }
  }

  #find(name: string): Tracker {
    const tracker = this.#trackers.get(name) ?? { answers: 0, running: 0, silent: false };
    this.#trackers.delete(name);
    this.#trackers.set(name, tracker);
    for (const [oldest, { running }] of this.#trackers) {
      if (this.#trackers.size <= MOST_TRACKERS) break;
      if (running === 0) this.#trackers.delete(oldest);
    }
    return tracker;
  }

  #mayGo({ running, silent, answers }: Tracker): boolean {
    if (this.#running >= AT_ONCE) return false;
    if (silent) return running === 0 && this.#silent < OF_SILENT;
    return running < (answers > 0 ? OF_ONE : OF_UNKNOWN);
  }

  #begin(tracker: Tracker): Turn {
    tracker.running++;
    this.#running++;
    if (tracker.silent) this.#silent++;
    return { answers: tracker.answers, silent: tracker.silent };
  }

  #wait(tracker: Tracker, signal: AbortSignal): Promise<Turn> {
    return new Promise((resolve, reject) => {
      const end = (act: () => void) => {
        this.#waiting.delete(waiting);
        signal.removeEventListener('abort', leave);
        act();
      };
      const leave = () => end(() => reject(signal.reason));
      const waiting: Waiting = {
        tracker,
        go: (turn) => end(() => resolve(turn)),
        fail: (error) => end(() => reject(error)),
      };
      this.#waiting.add(waiting);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  #answered(tracker: Tracker): void {
    tracker.answers++;
    tracker.silent = false;
  }

  /** It said no, or that nobody is there, which is an answer; unless nobody waited for one. */
  #failed(tracker: Tracker, signal: AbortSignal): void {
    if (!signal.aborted) this.#answered(tracker);
  }

  #keptSilent(tracker: Tracker, error: unknown): void {
    tracker.silent = true;
    for (const waiting of this.#waiting) {
      if (waiting.tracker === tracker) waiting.fail(error);
    }
  }

  #pass(): void {
    for (const { tracker, go } of this.#waiting) {
      if (this.#running >= AT_ONCE) return;
      if (this.#mayGo(tracker)) go(this.#begin(tracker));
    }
  }
}

function isSilence(error: unknown): boolean {
  const isOurs = error instanceof NetworkError || error instanceof TrackerError;
  return isOurs && error.code === 'timed-out';
}
