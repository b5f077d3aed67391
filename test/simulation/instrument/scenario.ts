import { test } from '@jest/globals';
import { Simulation, type TorrentSize } from './simulation.ts';

/** A swarm and what is to become of it; throws, as `expect` does, where that fails. */
export interface Scenario {
  /** The fact that it shows. */
  readonly name: string;
  readonly torrent: TorrentSize;
  run(simulation: Simulation): Promise<void>;
}

/**
 * Milliseconds of real time for one run. The longest takes 20 s of a processor, which may have
 * much else to do.
 */
const LIMIT = 20 * 60_000;

/**
 * Runs the scenario as a test with each seed. One that fails says which seed it was, and where
 * its trace is; RILL_SEED=n runs it with that seed alone.
 */
export function testScenario(scenario: Scenario, seeds: readonly number[]): void {
  const { RILL_SEED } = process.env;
  const chosen = RILL_SEED === undefined ? seeds : [Number(RILL_SEED)];
  test.each(chosen)(
    `${scenario.name} (seed %i)`,
    async (seed) => {
      const simulation = await Simulation.start(seed, scenario.torrent);
      try {
        await scenario.run(simulation);
      } catch (error) {
        const path = simulation.trace.write(`${scenario.name} ${seed}`);
        if (error instanceof Error) {
          error.message = `RILL_SEED=${seed}, trace in ${path}\n${error.message}`;
        }
        throw error;
      }
    },
    LIMIT,
  );
}

/** As many seeds as asked for, not the same ones each time. */
export function randomSeeds(count: number): number[] {
  return Array.from({ length: count }, () => Math.floor(Math.random() * 1e6));
}
