/**
 * Bytes handed to the system at once; many small messages cost one call. Odd, for the sake of
 * direct-sockets/careful-writer.ts.
 */
const SEND_SIZE = 256 * 1024 + 1;

export interface OutgoingBytesSink {
  /** Hands over bytes, which it may keep; resolves once the system took them all. */
  send(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** `queued` went from above 0 to 0. */
  drained(): void;
  /** What `send` rejected with; nothing is sent after it. */
  failed(error: unknown): void;
}

/** What a connection has yet to hand to the system: in order, one send at a time. */
export class OutgoingBytes {
  readonly #sink: OutgoingBytesSink;
  #chunks: Uint8Array[] = [];
  #queued = 0;
  #sending = false;
  #over = false;

  constructor(sink: OutgoingBytesSink) {
    this.#sink = sink;
  }

  get queued(): number {
    return this.#queued;
  }

  push(bytes: Uint8Array): void {
    if (this.#over || bytes.length === 0) return;
    this.#chunks.push(bytes);
    this.#queued += bytes.length;
    if (!this.#sending) void this.#pump();
  }

  /** Drops what is queued, and takes no more. */
  stop(): void {
    this.#over = true;
    this.#chunks = [];
    this.#queued = 0;
  }

  async #pump(): Promise<void> {
    this.#sending = true;
    // What else is written in this turn goes along.
    await undefined;
    while (this.#queued > 0) {
      const bytes = this.#take();
      // Afterwards they may be gone, handed over to another thread.
      const { length } = bytes;
      try {
        await this.#sink.send(bytes);
      } catch (error) {
        if (this.#over) return;
        this.stop();
        this.#sink.failed(error);
        return;
      }
      if (this.#over) return;
      this.#queued -= length;
    }
    this.#sending = false;
    if (!this.#over) this.#sink.drained();
  }

  /** The next bytes, joined in a buffer of their own. */
  #take(): Uint8Array<ArrayBuffer> {
    const joined = new Uint8Array(Math.min(this.#queued, SEND_SIZE));
    let at = 0;
    let used = 0;
    for (const chunk of this.#chunks) {
      const room = joined.length - at;
      if (chunk.length > room) {
        joined.set(chunk.subarray(0, room), at);
        this.#chunks[used] = chunk.subarray(room);
        break;
      }
      joined.set(chunk, at);
      at += chunk.length;
      used++;
    }
    this.#chunks.splice(0, used);
    return joined;
  }
}
