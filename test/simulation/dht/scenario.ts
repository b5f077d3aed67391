import { expect, test } from '@jest/globals';
import { announceSome, lookFor } from './lookups.ts';
import { memoryTaken } from './memory.ts';
import { Population } from './population.ts';
import { tablesOf } from './tables.ts';
import { trafficFrom } from './traffic.ts';

/** How large a DHT is, and how long it is watched; seconds. */
export interface DhtScenario {
  readonly size: number;
  /** In which all come. */
  readonly growth: number;
  /** With nodes that come and go, before anything is measured; they go on to the end. */
  readonly settling: number;
  /** In which traffic is measured, while tables converge. */
  readonly measured: number;
  readonly torrents: number;
  readonly lookups: number;
  /** Milliseconds of real time for one run. */
  readonly limit: number;
}

/** Bytes a second of one node. */
const MOST_TRAFFIC = 10_000;
/** Bytes of one node. */
const MOST_MEMORY = 10e6;
/** Seconds after which tables are looked at again, and in which they must converge. */
const WATCH = 60;
const LONGEST_WATCH = 20 * 60;
/** What tables are like in equilibrium: one in ten of those told of may have gone lately. */
const MOST_DEAD = 0.1;
const LEAST_NEAREST = 0.95;

/**
 * A DHT whose nodes come and go, and of which a fifth dies at one moment: at once others look
 * for peers that were announced before. Then more die, and others come, until 30% of all were
 * replaced; the tables converge. RILL_SEED=n runs it with that seed alone, RILL_FIGURES=1
 * prints the figures.
 */
export function testDht(name: string, scenario: DhtScenario, seeds: readonly number[]) {
  const { RILL_SEED, RILL_FIGURES } = process.env;
  const chosen = RILL_SEED === undefined ? seeds : [Number(RILL_SEED)];
  test.each(chosen)(
    `${name} (seed %i)`,
    async (seed) => {
      const lines: string[] = [];
      try {
        await run(seed, scenario, (line) => {
          lines.push(line);
          if (RILL_FIGURES) process.stderr.write(`${line}\n`);
        });
      } catch (error) {
        if (error instanceof Error) {
          error.message = `RILL_SEED=${seed}\n${lines.join('\n')}\n${error.message}`;
        }
        throw error;
      }
    },
    scenario.limit,
  );
}

async function run(
  seed: number,
  scenario: DhtScenario,
  say: (line: string) => void,
): Promise<void> {
  const { size, growth, settling, measured, torrents, lookups } = scenario;
  const begun = process.cpuUsage();
  const memoryBefore = memoryTaken();
  const population = new Population(seed, size);
  const tell = (what: string, figures: object) => {
    const { user, system } = process.cpuUsage(begun);
    const taken = ((user + system) / 1e6).toFixed(0);
    say(`${taken.padStart(4)} s of CPU  ${what}: ${JSON.stringify(figures)}`);
  };
  await population.grow(size, growth);
  tell('grown', { nodes: population.size, ...tablesOf(population) });
  population.beginTurnover();
  await population.pass(settling);
  tell('settled', { nodes: population.size, ...tablesOf(population) });
  const memory = (memoryTaken() - memoryBefore) / size;
  tell('memory', { bytesOfANode: Math.round(memory) });

  const announced = await announceSome(population, torrents);
  population.die(Math.round(size * 0.2));
  const found = await lookFor(population, announced, lookups);
  tell('lookups, a fifth dead', found);

  population.die(Math.round(size * 0.1));
  await population.grow(size - population.size, 60);
  const traffic = trafficFrom(population);
  const took = await convergence(population, measured, tell);
  const spent = traffic();
  tell('traffic, bytes a second', spent);
  const again = await lookFor(population, announced, lookups);
  tell('lookups, 30% replaced', again);

  const rounds = Math.log2(size) + 3;
  expect(found.found).toBeGreaterThanOrEqual(0.99);
  expect(found.mostRounds).toBeLessThanOrEqual(rounds);
  expect(found.medianFound).toBeLessThan(2000);
  expect(spent.busiest).toBeLessThan(MOST_TRAFFIC);
  expect(memory).toBeLessThan(MOST_MEMORY);
  expect(took).toBeLessThanOrEqual(LONGEST_WATCH);
}

/** Watches the tables, so long at least; seconds after which they had converged. */
async function convergence(
  population: Population,
  least: number,
  tell: (what: string, figures: object) => void,
): Promise<number> {
  let took = Number.POSITIVE_INFINITY;
  for (let passed = 0; passed <= LONGEST_WATCH; passed += WATCH) {
    const tables = tablesOf(population);
    tell(`tables ${passed} s after 30% were replaced`, tables);
    const isGood = tables.dead <= MOST_DEAD && tables.nearest >= LEAST_NEAREST;
    if (isGood) took = Math.min(took, passed);
    if (isGood && passed >= least) break;
    await population.pass(WATCH);
  }
  return took;
}
