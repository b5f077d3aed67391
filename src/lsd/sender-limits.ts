/** Datagrams at once, and a second from then on: of one sender, of all. */
const OF_SENDER = { burst: 100, rate: 5 };
const OF_ALL = { burst: 500, rate: 100 };
/** Senders told apart. */
const MOST_SENDERS = 256;

interface Allowance {
  left: number;
  since: number;
}

/** How much of what comes from the local network is read at all. */
export class SenderLimits {
  /** By address, who was heard last at the end. */
  readonly #senders = new Map<string, Allowance>();
  readonly #all: Allowance = { left: OF_ALL.burst, since: 0 };

  /** Whether to read one more datagram of that address. */
  allows(host: string, now: number): boolean {
    const sender = this.#senders.get(host) ?? { left: OF_SENDER.burst, since: now };
    this.#senders.delete(host);
    this.#senders.set(host, sender);
    if (this.#senders.size > MOST_SENDERS) {
      const [oldest] = this.#senders.keys();
      this.#senders.delete(oldest!);
    }
    return take(sender, OF_SENDER, now) && take(this.#all, OF_ALL, now);
  }
}

function take(
  allowance: Allowance,
  { burst, rate }: typeof OF_SENDER,
  now: number,
): boolean {
  const gained = ((now - allowance.since) / 1000) * rate;
  allowance.left = Math.min(burst, allowance.left + gained);
  allowance.since = now;
  if (allowance.left < 1) return false;
  allowance.left--;
  return true;
}
