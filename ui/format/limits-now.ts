import type { Settings } from '../../src/api/settings.ts';
import type { SessionStatus } from '../../src/api/snapshot.ts';

/** Bytes a second. */
export interface BothWays {
  readonly down: number;
  readonly up: number;
}

/** Those that hold now for all torrents together, bytes a second; 0: no limit. */
export function limitsNow(
  { alternativeLimits }: Pick<SessionStatus, 'alternativeLimits'>,
  settings: Settings,
): BothWays {
  return alternativeLimits
    ? { down: settings.alternativeDownLimit, up: settings.alternativeUpLimit }
    : { down: settings.downLimit, up: settings.upLimit };
}

/** Of limits that hold at once; 0 where none does. */
export function strictest(...limits: readonly (number | undefined)[]): number {
  const some = limits.filter((limit) => limit !== undefined && limit > 0);
  return some.length > 0 ? Math.min(...(some as number[])) : 0;
}
