export interface StartOptions {
  readonly headless: boolean;
  /** undefined: a new one that is thrown away, for the demo. */
  readonly profile: string | undefined;
  readonly downloadDir: string | undefined;
  /** "host:port" */
  readonly peers: readonly string[];
  readonly exitWhenDone: boolean;
  readonly demo: boolean;
  readonly help: boolean;
  /** Links, and absolute paths. */
  readonly torrents: readonly string[];
}

export const USAGE: string;
export class UsageError extends Error {}
export function isLink(text: string): boolean;
export function parseArguments(
  args: readonly string[],
  env?: Readonly<Record<string, string | undefined>>,
): StartOptions;
