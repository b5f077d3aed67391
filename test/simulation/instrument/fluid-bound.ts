import type { Line } from '../../../background/platform/memory/line.ts';

/**
 * Seconds before which no protocol can bring `size` bytes from the seeders to all leechers,
 * were bytes a fluid (Kumar and Ross, "Peer-assisted file distribution: the minimum
 * distribution time", 2006): what the seeders must send once, what the slowest must take
 * in, what all together must send.
 */
export function fluidBound(
  size: number,
  seeders: readonly Line[],
  leechers: readonly Line[],
): number {
  const up = (lines: readonly Line[]) => lines.reduce((sum, line) => sum + line.up, 0);
  return Math.max(
    size / up(seeders),
    size / Math.min(...leechers.map((line) => line.down)),
    (leechers.length * size) / (up(seeders) + up(leechers)),
  );
}
