import type { AddressFamily } from '../bytes/compact-endpoints.ts';
import { type Endpoint, formatEndpoint } from '../bytes/endpoint.ts';
import { TrackerError } from '../errors/tracker-error.ts';
import { UDP_ACTION } from '../protocol/tracker/udp-request.ts';
import { parseUdpError } from '../protocol/tracker/udp-response.ts';

/** What counts as an answer. */
export interface UdpQuestion<T> {
  /** The action of an answer, which is the question's own (BEP 15). */
  readonly action: number;
  /** Throws TrackerError. */
  parse(datagram: Uint8Array, family: AddressFamily): T;
}

/** One question under way: to one address or several, sent once or again. */
export class UdpTransaction<T> {
  /** Rejects with TrackerError when that is the answer. Stays open when nobody answers. */
  readonly answer: Promise<T>;
  readonly #question: UdpQuestion<T>;
  /** Who was asked. */
  readonly #asked = new Set<string>();
  #resolve: (answer: T) => void = () => {};
  #reject: (error: TrackerError) => void = () => {};

  constructor(question: UdpQuestion<T>) {
    this.#question = question;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.answer.catch(() => {});
  }

  asks(tracker: Endpoint): void {
    this.#asked.add(formatEndpoint(tracker));
  }

  /** What is from somebody else, or for another kind of question, is ignored. */
  receive(
    action: number,
    datagram: Uint8Array,
    from: Endpoint,
    family: AddressFamily,
  ): void {
    if (!this.#asked.has(formatEndpoint(from))) return;
    if (action === UDP_ACTION.error) return this.#reject(parseUdpError(datagram));
    if (action !== this.#question.action) return;
    try {
      this.#resolve(this.#question.parse(datagram, family));
    } catch (error) {
      if (!(error instanceof TrackerError)) throw error;
      this.#reject(error);
    }
  }
}
