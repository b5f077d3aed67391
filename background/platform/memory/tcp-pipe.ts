import type { Clock, Timer } from '../../../src/ports/clock.ts';
import { CongestionWindow } from './congestion-window.ts';
import { PACKET, type Path } from './path.ts';
import { Reassembly, type Segment, upTo } from './reassembly.ts';
import type { Flow } from './uplink.ts';

/** Bytes that may be on their way between machines on perfect lines. */
const WINDOW = 256 * 1024;
/**
 * Bytes that the system takes off the writer at least. Systems take twice what may be on its way
 * (Linux, tcp_sndbuf_expand), and little of a connection that is slow.
 */
const LEAST_TAKEN = 64 * 1024;
/** Milliseconds: how long a system waits before it sends again, when nothing comes back. */
const FIRST_RETRY = 200;
const LAST_RETRY = 60_000;
const MOST_TRIES = 15;

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
 * One direction of a connection: queued at the writer -> taken by the system -> on its way,
 * as the congestion window and the lines let it -> read. What is lost comes later, and
 * holds up what follows it. What was read is acknowledged, which takes the way back.
 */
export class MemoryPipe implements Flow {
  reader: PipeReader | undefined;
  /** `queued` went from above 0 to 0. */
  drained: (() => void) | undefined;
  readonly #clock: Clock;
  readonly #path: Path;
  readonly #window = new CongestionWindow();
  #queue: Uint8Array[] = [];
  #queued = 0;
  /** Taken by the system. */
  #taken: Uint8Array[] = [];
  #unsent = 0;
  #flight = 0;
  #sent = 0;
  readonly #again: Segment[] = [];
  /** What was read, and when the writer's side knows of it. */
  readonly #acknowledged: { readonly at: number; readonly bytes: number }[] = [];
  #hearing: Timer | undefined;
  readonly #arrived = new Reassembly();
  #flowing = false;
  #ended = false;
  #endSent = false;
  #reading: Timer | undefined;

  constructor(clock: Clock, path: Path) {
    this.#clock = clock;
    this.#path = path;
  }

  get queued(): number {
    return this.#queued;
  }

  write(bytes: Uint8Array): void {
    if (this.#ended || bytes.length === 0) return;
    this.#hear();
    this.#queue.push(bytes);
    this.#queued += bytes.length;
    this.#take();
    this.#send();
  }

  /** What is queued is lost; what the system took still arrives. */
  end(): void {
    this.#ended = true;
    this.#queue = [];
    this.#queued = 0;
    this.#send();
  }

  flow(): void {
    this.#flowing = true;
    this.#reading ??= this.#clock.timer(0, () => {
      this.#reading = undefined;
      this.#read();
    });
  }

  hold(): void {
    this.#flowing = false;
  }

  /** The reader is gone: nothing arrives any more, and nothing is kept. */
  abandon(): void {
    this.reader = undefined;
    this.#arrived.clear();
    this.#taken = [];
    this.#unsent = 0;
    this.#again.length = 0;
    this.#endSent = true;
    this.#reading?.cancel();
    this.#hearing?.cancel();
    this.end();
  }

  turn(most: number, leave: (bytes: number) => number): void {
    this.#hear();
    const again = this.#again.shift();
    if (again) this.#transmit(again, leave(again.length));
    else if (this.#unsent > 0 && this.#room > 0) {
      const segment = this.#cut(Math.min(most, Math.max(this.#room, PACKET)));
      this.#transmit(segment, leave(segment.length));
    }
    this.#send();
  }

  /** Bytes that may go on their way now. */
  get #room(): number {
    return (this.#path.perfect ? WINDOW : this.#window.size) - this.#flight;
  }

  #take(): void {
    const least = this.#path.perfect ? WINDOW : LEAST_TAKEN;
    const most = Math.max(least, 2 * this.#window.size);
    let first = this.#queue[0];
    while (first && this.#unsent + this.#flight < most) {
      const part = upTo(first, most - this.#unsent - this.#flight);
      this.#taken.push(part);
      this.#unsent += part.length;
      this.#queued -= part.length;
      if (part.length < first.length) this.#queue[0] = first.subarray(part.length);
      else this.#queue.shift();
      first = this.#queue[0];
    }
  }

  /** Brings on its way what may go, or sees to it that it goes later. */
  #send(): void {
    const { uplink } = this.#path.from;
    if (this.#again.length > 0) return uplink.enroll(this);
    if (this.#unsent > 0 && this.#room > 0) {
      if (this.#unsent > PACKET) return uplink.enroll(this);
      const segment = this.#cut(PACKET);
      this.#transmit(segment, uplink.slip(segment.length));
    }
    if (this.#unsent === 0 && this.#ended && !this.#endSent) {
      this.#endSent = true;
      this.#transmit(this.#cut(0), this.#clock.now());
    }
    this.#awaitHearing();
  }

  #cut(most: number): Segment {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (let first = this.#taken[0]; first && length < most; first = this.#taken[0]) {
      const part = upTo(first, most - length);
      chunks.push(part);
      length += part.length;
      if (part.length < first.length) this.#taken[0] = first.subarray(part.length);
      else this.#taken.shift();
    }
    this.#unsent -= length;
    this.#flight += length;
    return { order: this.#sent++, chunks, length, tries: 0 };
  }

  /** `left`: when the last of it has left. */
  #transmit(segment: Segment, left: number): void {
    const delay = left - this.#clock.now() + this.#path.latency;
    this.#clock.timer(delay, () => this.#comesIn(segment));
  }

  #comesIn(segment: Segment): void {
    if (!this.reader) return;
    const { open, to } = this.#path;
    const { length } = segment;
    if (!open || this.#path.loses(length)) return this.#lost(segment);
    if (length <= PACKET) {
      to.downlink.slip(length);
      return this.#arrives(segment);
    }
    const wait = to.downlink.take(length);
    if (wait === undefined) this.#lost(segment);
    else if (wait === 0) this.#arrives(segment);
    else this.#clock.timer(wait, () => this.#arrives(segment));
  }

  #lost(segment: Segment): void {
    const roundTrip = 2 * this.#path.latency;
    this.#window.lost(this.#clock.now(), roundTrip);
    const tries = ++segment.tries;
    if (tries > MOST_TRIES) return;
    const retry = Math.max(FIRST_RETRY, roundTrip) * 2 ** (tries - 1);
    // The first time what came after it tells of the loss; later nobody does.
    const wait = tries === 1 ? roundTrip : Math.min(LAST_RETRY, retry);
    this.#clock.timer(wait, () => {
      if (!this.reader) return;
      this.#again.push(segment);
      this.#send();
    });
  }

  #arrives(segment: Segment): void {
    if (!this.reader) return;
    this.#arrived.add(segment);
    if (!this.#reading) this.#read();
  }

  #read(): void {
    let read = 0;
    while (this.#flowing && this.#arrived.length > 0) {
      const chunk = chunkBuffer.subarray(0, this.#arrived.take(chunkBuffer));
      read += chunk.length;
      this.reader?.data(chunk);
      chunk.fill(SPOILT);
    }
    if (!this.reader) return;
    if (read > 0) {
      const at = this.#clock.now() + this.#path.latency;
      this.#acknowledged.push({ at, bytes: read });
      this.#awaitHearing();
    }
    if (this.#flowing && this.#arrived.ended) this.reader.end();
  }

  /** Only who has something more to send needs to be woken by it. */
  #awaitHearing(): void {
    const next = this.#acknowledged[0];
    if (!next || (this.#queued === 0 && this.#unsent === 0)) return;
    this.#hearing ??= this.#clock.timer(next.at - this.#clock.now(), () => {
      this.#hearing = undefined;
      const waited = this.#queued > 0;
      this.#hear();
      this.#take();
      this.#send();
      if (waited && this.#queued === 0) this.drained?.();
    });
  }

  /** What was acknowledged by now is not on its way any more. */
  #hear(): void {
    const now = this.#clock.now();
    for (let next = this.#acknowledged[0]; next && next.at <= now; ) {
      this.#acknowledged.shift();
      // A window that is not used up says nothing of the path (RFC 9438, section 4.2).
      if (2 * this.#flight > this.#window.size) {
        this.#window.acknowledged(next.bytes, now);
      }
      this.#flight -= next.bytes;
      next = this.#acknowledged[0];
    }
  }
}
