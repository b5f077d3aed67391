import type { Log, LogLevel } from '../../../src/ports/log.ts';

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warning', 'error'];

/** Writes one line an entry to a stream, and leaves out what is below `threshold`. */
export class NodeLog implements Log {
  readonly #stream: NodeJS.WritableStream;
  readonly #threshold: number;

  constructor(stream: NodeJS.WritableStream, threshold: LogLevel) {
    this.#stream = stream;
    this.#threshold = LEVELS.indexOf(threshold);
  }

  write(level: LogLevel, area: string, message: string): void {
    if (LEVELS.indexOf(level) < this.#threshold) return;
    const line = message.replaceAll(/\p{Cc}+/gu, ' ');
    this.#stream.write(`${new Date().toISOString()} ${level} ${area}: ${line}\n`);
  }
}
