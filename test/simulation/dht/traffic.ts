import { mean, quantile } from './figures.ts';
import type { Participant } from './participant.ts';
import type { Population } from './population.ts';

/** Bytes a second of one node, in and out together, headers of IP and UDP included. */
export interface TrafficFigures {
  readonly mean: number;
  readonly median: number;
  /** Of ordinary nodes that were there all the time. */
  readonly busiest: number;
}

/** Lets time pass, and says what the ordinary nodes sent and received within it. */
export async function trafficOf(
  population: Population,
  seconds: number,
): Promise<TrafficFigures> {
  const before = population.ordinary.map((node) => ({ node, bytes: bytesOf(node) }));
  await population.pass(seconds);
  const rates = before
    .filter(({ node }) => node.isAlive)
    .map(({ node, bytes }) => (bytesOf(node) - bytes) / seconds);
  return {
    mean: mean(rates),
    median: quantile(rates, 0.5),
    busiest: quantile(rates, 1),
  };
}

function bytesOf({ machine }: Participant): number {
  return machine.bytesIn + machine.bytesOut;
}
