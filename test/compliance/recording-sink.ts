import type { NetworkError } from '../../src/errors/network-error.ts';
import type { TcpSink } from '../../src/ports/tcp.ts';
import { equal, ok, until } from './expect.ts';

/** Keeps a copy of all that a connection says, and notes what it may never do. */
export class RecordingSink implements TcpSink {
  /** Called after the chunk was recorded. */
  onData: (() => void) | undefined;
  length = 0;
  drains = 0;
  readonly endings: (NetworkError | undefined)[] = [];
  readonly #chunks: Uint8Array[] = [];
  readonly #faults: string[] = [];

  data(chunk: Uint8Array): void {
    const copy = chunk.slice();
    if (copy.length === 0) this.#faults.push('an empty chunk');
    if (copy.buffer === chunk.buffer) this.#faults.push('slice() does not copy');
    if (this.endings.length > 0) this.#faults.push('data after the end');
    this.#chunks.push(copy);
    this.length += copy.length;
    this.onData?.();
  }

  drained(): void {
    if (this.endings.length > 0) this.#faults.push('drained after the end');
    this.drains++;
  }

  closed(reason: NetworkError | undefined): void {
    if (this.endings.length > 0) this.#faults.push('closed twice');
    this.endings.push(reason);
  }

  async arrived(length: number): Promise<void> {
    await until(() => this.length >= length, `${length} bytes arrive`);
  }

  async ended(): Promise<void> {
    await until(() => this.endings.length > 0, 'the connection ends');
  }

  bytes(): Uint8Array {
    const all = new Uint8Array(this.length);
    let at = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }

  /** Fails on anything a connection may never do to its sink. */
  check(): void {
    equal(this.#faults, [], 'faults');
  }

  /** Exactly one end, in good order, and nothing wrong before it. */
  checkClosedInGoodOrder(): void {
    this.check();
    ok(this.endings.length === 1, 'closed once');
    equal(this.endings[0]?.code, undefined, 'reason');
  }
}
