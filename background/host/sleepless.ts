import type { Settings } from '../../src/api/settings.ts';

/** Torrents that run, and those of them that bring or check data, not only share it. */
export interface Activity {
  readonly torrents: number;
  readonly busy: number;
}

/** Whether the device is to be kept from going to sleep. */
export function isSleepless(
  keepAwake: Settings['keepAwake'],
  { torrents, busy }: Activity,
): boolean {
  switch (keepAwake) {
    case 'never':
      return false;
    case 'downloading':
      return busy > 0;
    case 'running':
      return torrents > 0;
    default:
      return keepAwake satisfies never;
  }
}
