export type LogLevel = 'debug' | 'info' | 'warning' | 'error';

/** Where the engine says what it does. `area` is the folder that speaks ("tracker"). */
export interface Log {
  write(level: LogLevel, area: string, message: string): void;
}
