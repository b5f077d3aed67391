import type { Clock, Timer } from '../../../src/ports/clock.ts';
import { TRAVEL_TIME } from './travel-time.ts';

/** Bytes on their way at most; the rest is queued at the writer. */
const WINDOW = 256 * 1024;

/**
 * Every chunk is handed over in this buffer and spoilt afterwards, so that whoever keeps
 * one is found out. The chunks' borders are not those of the writes either, as on a real
 * network.
 */
const chunkBuffer = new Uint8Array(64 * 1024);
const SPOILT = 0xdd;

export interface PipeReader {
  data(chunk: Uint8Array): void;
  /** The writer ended, and all that was on its way was read. */
  end(): void;
}

/**
 * One direction of a connection: queued at the writer -> on its way -> read. What is on
 * its way arrives TRAVEL_TIME later, if the reader lets it flow then.
 */
export class MemoryPipe {
  reader: PipeReader | undefined;
  /** `queued` went from above 0 to 0. */
  drained: (() => void) | undefined;
  readonly #clock: Clock;
  #queue: Uint8Array[] = [];
  #queued = 0;
  #traffic: Uint8Array[] = [];
  #onItsWay = 0;
  #flowing = false;
  #ended = false;
  #arriving: Timer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get queued(): number {
    return this.#queued;
  }

  write(bytes: Uint8Array): void {
    if (this.#ended || bytes.length === 0) return;
    this.#queue.push(bytes);
    this.#queued += bytes.length;
    this.#send();
  }

  /** What is queued is lost; what is on its way still arrives. */
  end(): void {
    this.#ended = true;
    this.#queue = [];
    this.#queued = 0;
    this.#schedule();
  }

  flow(): void {
    this.#flowing = true;
    this.#schedule();
  }

  hold(): void {
    this.#flowing = false;
  }

  /** The reader is gone: nothing arrives any more, and nothing is kept. */
  abandon(): void {
    this.reader = undefined;
    this.#traffic = [];
    this.#onItsWay = 0;
    this.#arriving?.cancel();
    this.end();
  }

  #send(): void {
    let first = this.#queue[0];
    while (first !== undefined && this.#onItsWay < WINDOW) {
      const length = Math.min(first.length, WINDOW - this.#onItsWay);
      this.#traffic.push(first.subarray(0, length));
      this.#onItsWay += length;
      this.#queued -= length;
      if (length < first.length) this.#queue[0] = first.subarray(length);
      else this.#queue.shift();
      first = this.#queue[0];
    }
    this.#schedule();
  }

  #schedule(): void {
    const nothing = this.#onItsWay === 0 && !this.#ended;
    if (nothing || !this.#flowing || this.reader === undefined) return;
    this.#arriving ??= this.#clock.timer(TRAVEL_TIME, this.#arrive);
  }

  readonly #arrive = () => {
    this.#arriving = undefined;
    while (this.#flowing && this.#onItsWay > 0) {
      const chunk = chunkBuffer.subarray(0, this.#fillChunk());
      this.reader?.data(chunk);
      chunk.fill(SPOILT);
    }
    if (this.#queued > 0) {
      this.#send();
      if (this.#queued === 0) this.drained?.();
    } else if (this.#flowing && this.#ended && this.#onItsWay === 0) {
      this.reader?.end();
    } else {
      this.#schedule();
    }
  };

  /** Moves what fits into the chunk buffer, and says how much that was. */
  #fillChunk(): number {
    let length = 0;
    let first = this.#traffic[0];
    while (first !== undefined && length < chunkBuffer.length) {
      const part = first.subarray(0, chunkBuffer.length - length);
      chunkBuffer.set(part, length);
      length += part.length;
      if (part.length < first.length) this.#traffic[0] = first.subarray(part.length);
      else this.#traffic.shift();
      first = this.#traffic[0];
    }
    this.#onItsWay -= length;
    return length;
  }
}
