import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { differencesIn } from '../support/file-set.ts';
import { CannotRun, type Contestant } from './contestant.ts';
import type { Cost } from './meter.ts';
import type { Stage } from './stage.ts';

/** What became of a contestant. */
export type Outcome =
  /** One cost a run, the warm-up left out. */
  | { readonly kind: 'ran'; readonly contestant: Contestant; readonly costs: Cost[] }
  | { readonly kind: 'failed'; readonly contestant: Contestant; readonly reason: string };

/**
 * One warm-up round, whose files are checked, then `runs` rounds, each with every
 * contestant in turn, so that whatever else the machine does falls on all of them.
 * Who fails is out.
 */
export async function runRounds(
  stage: Stage,
  contestants: readonly Contestant[],
  runs: number,
  say: (line: string) => void,
): Promise<Outcome[]> {
  const outcomes = new Map<Contestant, Outcome>();
  const attempt = async (contestant: Contestant, act: () => Promise<void>) => {
    if (outcomes.get(contestant)?.kind === 'failed') return;
    await act().catch((error: Error) => {
      outcomes.set(contestant, { kind: 'failed', contestant, reason: error.message });
      const detail = error instanceof CannotRun ? error.message : error.stack;
      say(`${contestant.title}: ${detail ?? error.message}`);
    });
  };
  for (const contestant of contestants) {
    outcomes.set(contestant, { kind: 'ran', contestant, costs: [] });
    await attempt(contestant, () => contestant.prepare(stage));
  }
  for (let round = 0; round <= runs; round++) {
    for (const contestant of contestants) {
      await attempt(contestant, async () => {
        const cost = await runOnce(stage, contestant, round === 0);
        const outcome = outcomes.get(contestant)!;
        if (round > 0 && outcome.kind === 'ran') outcome.costs.push(cost);
        const speed = (stage.size / 1e6 / cost.seconds).toFixed(0);
        const name = round === 0 ? 'warm-up' : `round ${round}`;
        say(`${name}  ${contestant.title}  ${speed} MB/s`);
      });
    }
  }
  return contestants.map((contestant) => outcomes.get(contestant)!);
}

async function runOnce(
  stage: Stage,
  contestant: Contestant,
  check: boolean,
): Promise<Cost> {
  const target = join(stage.dir, 'target');
  await mkdir(target);
  try {
    const cost = await contestant.run(stage, target);
    const wrong = check ? await differencesIn(stage.torrent.files, target) : [];
    if (wrong.length > 0) throw new Error(`contents differ: ${wrong.join(', ')}`);
    return cost;
  } finally {
    await rm(target, { recursive: true, force: true });
  }
}
