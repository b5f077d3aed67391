/** Bytes. */
const PACKET = 1460;
/** Ten packets (RFC 6928). */
const INITIAL = 10 * PACKET;
const LEAST = 2 * PACKET;
/** As far as systems let buffers grow. */
const MOST = 6 << 20;
/** Of CUBIC (RFC 9438, section 4.6 and 4.1.2). */
const BETA = 0.7;
const C = 0.4;

/**
 * How many bytes a sender may have on their way: twice as many each round trip until
 * something is lost, from then on as CUBIC (RFC 9438) has it, which most systems use.
 */
export class CongestionWindow {
  #size = INITIAL;
  /** Packets, and seconds: where the curve has its flat middle. */
  #plateau = 0;
  #middle = 0;
  #lostAt: number | undefined;

  /** Whole bytes. */
  get size(): number {
    return Math.floor(this.#size);
  }

  /** `now` in milliseconds. Only while the window is what holds the sender back. */
  acknowledged(bytes: number, now: number): void {
    if (this.#lostAt === undefined) {
      this.#size = Math.min(MOST, this.#size + bytes);
      return;
    }
    const seconds = (now - this.#lostAt) / 1000;
    const target = (C * (seconds - this.#middle) ** 3 + this.#plateau) * PACKET;
    // No faster than slow start.
    const reached = Math.min(target, this.#size + bytes);
    this.#size = Math.min(MOST, Math.max(this.#size, reached));
  }

  /** What is lost within one round trip counts once. */
  lost(now: number, roundTrip: number): void {
    if (this.#lostAt !== undefined && now - this.#lostAt < roundTrip) return;
    this.#lostAt = now;
    this.#plateau = this.#size / PACKET;
    this.#middle = Math.cbrt((this.#plateau * (1 - BETA)) / C);
    this.#size = Math.max(LEAST, this.#size * BETA);
  }
}
