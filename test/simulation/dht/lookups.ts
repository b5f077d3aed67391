import { middle, quantile, share } from './figures.ts';
import type { LookupOutcome, Participant } from './participant.ts';
import type { Population } from './population.ts';

/** A torrent that one node alone has announced. */
export interface Announced {
  readonly hash: Uint8Array;
  readonly by: Participant;
}

/** What many lookups came to; times in ms of the virtual clock. */
export interface LookupFigures {
  readonly lookups: number;
  /** The part that found who announced, 0 to 1. */
  readonly found: number;
  /** Of those that did. */
  readonly medianFound: number;
  readonly slowFound: number;
  /** Until all is over, of all. */
  readonly medianOver: number;
  readonly medianRounds: number;
  readonly mostRounds: number;
  readonly medianAsked: number;
}

/** Seconds within which every announce or lookup must be over. */
const ENOUGH = 180;
/** Seconds from one lookup to the next. */
const GAP = 0.02;

/** Lets nodes announce a torrent each. */
export async function announceSome(
  population: Population,
  count: number,
): Promise<Announced[]> {
  const announced = Array.from({ length: count }, () => {
    return { hash: population.random.bytes(20), by: population.any() };
  });
  await allOver(
    population,
    announced.map(({ by, hash }) => by.announce(hash)),
  );
  return announced;
}

/** Lets nodes by chance look for these, one after another, whose announcers are still there. */
export async function lookFor(
  population: Population,
  announced: readonly Announced[],
  count: number,
): Promise<LookupFigures> {
  const there = announced.filter(({ by }) => by.isAlive);
  const outcomes: Promise<LookupOutcome>[] = [];
  for (let at = 0; at < count; at++) {
    const { hash, by } = there[at % there.length]!;
    outcomes.push(population.any().find(hash, by));
    await population.pass(GAP);
  }
  return figuresOf(await allOver(population, outcomes));
}

/** Lets time pass until all are over. */
async function allOver<T>(
  population: Population,
  searches: readonly Promise<T>[],
): Promise<T[]> {
  let open = searches.length;
  for (const search of searches) void search.then(() => open--);
  for (let passed = 0; open > 0; passed++) {
    if (passed === ENOUGH) throw new Error(`${open} are not over after ${ENOUGH} s`);
    await population.pass(1);
  }
  return Promise.all(searches);
}

function figuresOf(outcomes: readonly LookupOutcome[]): LookupFigures {
  const found = outcomes.filter((outcome) => outcome.found);
  const foundAfter = found.map((outcome) => outcome.foundAfter);
  return {
    lookups: outcomes.length,
    found: share(outcomes, (outcome) => outcome.found),
    medianFound: middle(foundAfter),
    slowFound: quantile(foundAfter, 0.99),
    medianOver: middle(outcomes.map(({ overAfter }) => overAfter)),
    medianRounds: middle(outcomes.map(({ rounds }) => rounds)),
    mostRounds: quantile(
      outcomes.map(({ rounds }) => rounds),
      1,
    ),
    medianAsked: middle(outcomes.map(({ asked }) => asked)),
  };
}
