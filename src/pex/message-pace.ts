import { ProtocolError } from '../errors/protocol-error.ts';

/** One is due (BEP 11); most who send more often mean no harm. */
const MOST_A_MINUTE = 6;
const MINUTE = 60_000;

/** How often one peer tells us of others. */
export class MessagePace {
  readonly #times: number[] = [];

  /** One more. Throws ProtocolError 'flood' when they come far too often. */
  count(now: number): void {
    const [oldest] = this.#times;
    if (this.#times.length === MOST_A_MINUTE && now - oldest! < MINUTE) {
      throw new ProtocolError('flood', 'peer exchange messages come far too often');
    }
    this.#times.push(now);
    if (this.#times.length > MOST_A_MINUTE) this.#times.shift();
  }
}
