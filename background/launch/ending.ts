import { constants } from 'node:os';

/** Ends one thing that was started. */
export type Ending = () => Promise<void>;

/** Ends them, the last started first; each gets its turn whatever became of the others. */
export async function endAll(endings: readonly Ending[]): Promise<void> {
  for (const end of [...endings].reverse()) await end().catch(() => {});
}

/** Resolves with the exit code of the first signal that asks to end, 130 for Ctrl-C. */
export function interruption(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve(128 + constants.signals[signal]));
    }
  });
}
