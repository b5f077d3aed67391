import { type Endpoint, formatEndpoint } from '../bytes/endpoint.ts';
import type { Clock } from '../ports/clock.ts';
import { encodeUdpConnect, UDP_ACTION } from '../protocol/tracker/udp-request.ts';
import { parseUdpConnected } from '../protocol/tracker/udp-response.ts';
import type { UdpExchange } from './udp-exchange.ts';
import { pause, unlessAborted } from './unless-aborted.ts';

interface Kept {
  readonly id: bigint;
  /** Milliseconds. */
  readonly until: number;
}

interface Asking {
  readonly answer: Promise<bigint>;
  readonly end: AbortController;
  waiting: number;
}

/** Milliseconds that a connection id may be used (BEP 15). */
const LIFE = 60_000;
/** Milliseconds until a lost datagram is sent again; twice as many each time (BEP 15). */
export const FIRST_RESEND = 15_000;
/** So that whoever begins to wait while a tracker is away sees it asked. */
const LAST_RESEND = 60_000;
/** More than a session has trackers, and too few to take memory. */
const MAX_KEPT = 1000;

const CONNECT = { action: UDP_ACTION.connect, parse: parseUdpConnected };

/**
 * The ids by which trackers know us (BEP 15), a minute each, for all torrents together: who
 * needs one while it is asked for waits for the same answer.
 */
export class UdpConnections {
  readonly #exchange: UdpExchange;
  readonly #clock: Clock;
  readonly #kept = new Map<string, Kept>();
  readonly #asking = new Map<string, Asking>();

  constructor(exchange: UdpExchange, clock: Clock) {
    this.#exchange = exchange;
    this.#clock = clock;
  }

  has(tracker: Endpoint): boolean {
    return this.#find(formatEndpoint(tracker)) !== undefined;
  }

  /**
   * Rejects with TrackerError 'refused-by-tracker', NetworkError where it cannot be asked, or
   * the signal's reason.
   */
  async id(tracker: Endpoint, signal: AbortSignal): Promise<bigint> {
    const key = formatEndpoint(tracker);
    const kept = this.#find(key);
    if (kept !== undefined) return kept;
    const asking = this.#asking.get(key) ?? this.#ask(key, tracker);
    asking.waiting++;
    try {
      return await unlessAborted(asking.answer, signal);
    } finally {
      asking.waiting--;
      if (asking.waiting === 0) asking.end.abort();
    }
  }

  /** That id, or whichever there is, is not to be used again. */
  forget(tracker: Endpoint, id?: bigint): void {
    const key = formatEndpoint(tracker);
    if (id === undefined || this.#kept.get(key)?.id === id) this.#kept.delete(key);
  }

  #find(key: string): bigint | undefined {
    const kept = this.#kept.get(key);
    return kept && this.#clock.now() < kept.until ? kept.id : undefined;
  }

  #ask(key: string, tracker: Endpoint): Asking {
    const end = new AbortController();
    const answer = this.#connect(tracker, end.signal).then((id) => {
      this.#keep(key, id);
      return id;
    });
    const asking = { answer, end, waiting: 0 };
    this.#asking.set(key, asking);
    const over = () => {
      if (this.#asking.get(key) === asking) this.#asking.delete(key);
    };
    answer.then(over, over);
    end.signal.addEventListener('abort', over);
    return asking;
  }

  #connect(tracker: Endpoint, signal: AbortSignal): Promise<bigint> {
    return this.#exchange.transact(CONNECT, (transaction, id) => {
      const resend = async (): Promise<never> => {
        for (let wait = FIRST_RESEND; ; wait = Math.min(2 * wait, LAST_RESEND)) {
          await this.#exchange.send(transaction, tracker, encodeUdpConnect(id));
          await pause(this.#clock, wait, signal);
        }
      };
      return Promise.race([transaction.answer, resend()]);
    });
  }

  #keep(key: string, id: bigint): void {
    this.#kept.delete(key);
    this.#kept.set(key, { id, until: this.#clock.now() + LIFE });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MAX_KEPT) break;
      this.#kept.delete(oldest);
    }
  }
}
