export type Program =
  | 'chromium'
  | 'libtorrent'
  | 'aria2'
  | 'opentracker'
  | 'transmission'
  | 'transmission-show'
  | 'openssl'
  | 'xvfb'
  | 'xdotool';

export const PROGRAMS: readonly Program[];
export function ensure(
  needs: readonly ('node_modules' | Program)[],
  say: (line: string) => void,
): Promise<Map<string, string>>;
export function isPresent(need: Program): boolean;
export function chromiumPath(): string | undefined;
