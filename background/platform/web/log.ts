import type { Log, LogLevel } from '../../../src/ports/log.ts';

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warning', 'error'];

/** Writes to the console of the developer tools what is not below `threshold`. */
export class WebLog implements Log {
  readonly #threshold: number;

  constructor(threshold: LogLevel) {
    this.#threshold = LEVELS.indexOf(threshold);
  }

  write(level: LogLevel, area: string, message: string): void {
    if (LEVELS.indexOf(level) < this.#threshold) return;
    const line = `${area}: ${message.replaceAll(/\p{Cc}+/gu, ' ')}`;
    const { debug, info, warn, error } = console;
    switch (level) {
      case 'debug':
        return debug(line);
      case 'info':
        return info(line);
      case 'warning':
        return warn(line);
      case 'error':
        return error(line);
    }
  }
}
