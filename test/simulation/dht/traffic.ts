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

/** Begins to measure what ordinary nodes send and receive; call what it returns to end it. */
export function trafficFrom(population: Population): () => TrafficFigures {
  const before = population.ordinary.map((node) => ({ node, bytes: bytesOf(node) }));
  const since = population.clock.now();
  return () => {
    const seconds = (population.clock.now() - since) / 1000;
    const rates = before
      .filter(({ node }) => node.isAlive)
      .map(({ node, bytes }) => (bytesOf(node) - bytes) / seconds);
    return {
      mean: mean(rates),
      median: quantile(rates, 0.5),
      busiest: quantile(rates, 1),
    };
  };
}

function bytesOf({ machine }: Participant): number {
  return machine.bytesIn + machine.bytesOut;
}
