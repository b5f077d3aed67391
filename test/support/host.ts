import { Program } from './program.ts';

/** Where a test's programs run: an address of their own, and what starts them there. */
export interface Host {
  /** IPv4; they listen on it, and dial from it. */
  readonly address: string;
  /** Rejects when there is no such command. */
  start(command: string, args: readonly string[]): Promise<Program>;
  /** The body of an answer over HTTP to one who asks from there, whatever its status. */
  get(url: string): Promise<string>;
}

/** This machine's loopback. */
export const LOOPBACK: Host = {
  address: '127.0.0.1',
  start: (command, args) => Program.start(command, args),
  get: async (url) => (await fetch(url)).text(),
};
