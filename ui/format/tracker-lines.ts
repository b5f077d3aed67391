import type { TrackerStatus } from '../../src/api/trackers.ts';

/** A tracker, by one of the torrent's names and one address family. */
export interface TrackerLine {
  /** Tells it from all others of the torrent. */
  readonly key: string;
  readonly status: TrackerStatus;
  /** Which of several lines of one tracker it is; empty where there is one alone. */
  readonly tags: readonly ('v1' | 'v2' | 'ipv4' | 'ipv6')[];
}

/** By tier, what is of one tracker together; told apart only where that takes it. */
export function trackerLines(statuses: readonly TrackerStatus[]): readonly TrackerLine[] {
  const byUrl = new Map<string, TrackerStatus[]>();
  for (const status of statuses) {
    byUrl.set(status.url, [...(byUrl.get(status.url) ?? []), status]);
  }
  const lines = [...byUrl.values()].flatMap(linesOf);
  return lines.sort((a, b) => a.status.tier - b.status.tier);
}

/** `same`: of one tracker. */
function linesOf(same: readonly TrackerStatus[]): TrackerLine[] {
  const swarms = new Set(same.map(({ swarm }) => swarm)).size;
  const hasFamilies = same.length > swarms;
  return same.map((status, index) => {
    const { url, swarm, family } = status;
    const tags = [
      ...(swarms > 1 ? [swarm] : []),
      ...(hasFamilies && family ? [family] : []),
    ];
    return { key: `${url} ${swarm} ${family ?? index}`, status, tags };
  });
}

/** The addresses, by tier, as they are set. */
export function tiersOf(
  statuses: readonly TrackerStatus[],
): readonly (readonly string[])[] {
  const tiers = new Map<number, Set<string>>();
  for (const { tier, url } of statuses) {
    tiers.set(tier, (tiers.get(tier) ?? new Set()).add(url));
  }
  return [...tiers].sort(([a], [b]) => a - b).map(([, urls]) => [...urls]);
}
