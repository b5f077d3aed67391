/** Beyond this a wait is left to a timer, which is coarse; below it turns of the loop do. */
const TIMER_MS = 4;
const LONGEST_WAIT = 250;

/**
 * Writes to a TCPSocket of a Chromium that loses bytes: version 156 silently drops a write
 * that begins while the pipe to the network process (64 KiB and more) is exactly full, and
 * resolves it at once. One byte of room is enough, and a write waits properly then.
 *
 * The pipe can be exactly full only where the last write filled it to the brim. So that
 * this stays a rare chance,
 *
 *   - no run of sends adds up to multiples of the pipe's size (OutgoingBytes sends an odd
 *     number of bytes at once), and
 *   - after a write that had to wait, the next one begins no sooner than after the same time
 *     again: by then the pipe has most likely moved on.
 */
export class CarefulWriter {
  readonly #writer: WritableStreamDefaultWriter<BufferSource>;

  constructor(writer: WritableStreamDefaultWriter<BufferSource>) {
    this.#writer = writer;
  }

  /** One at a time. */
  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const began = performance.now();
    let waited = false;
    const stop = onNextTurn(() => {
      waited = true;
    });
    try {
      await this.#writer.write(bytes);
    } finally {
      stop();
    }
    if (!waited) return;
    const took = performance.now() - began;
    const until = performance.now() + Math.min(took, LONGEST_WAIT);
    do {
      await turn(until - performance.now());
    } while (performance.now() < until);
  }
}

function turn(ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (ms > TIMER_MS) setTimeout(resolve, ms);
    else onNextTurn(resolve);
  });
}

/** A timer of 0 ms takes up to 4; a message takes its turn at once. */
function onNextTurn(fire: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  const stop = () => port1.close();
  port1.onmessage = () => {
    stop();
    fire();
  };
  port2.postMessage(null);
  return stop;
}
