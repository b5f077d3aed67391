import type { Cost } from './meter.ts';
import type { Outcome } from './rounds.ts';

/** Medians over the runs. MB and GB are powers of ten. */
export interface Figures {
  /** MB a second. */
  readonly speed: number;
  /** CPU seconds per GB. */
  readonly cpu: number;
  /** MB at the peak. */
  readonly memory: number;
}

export interface Entry {
  readonly key: string;
  readonly title: string;
  readonly figures: Figures;
  readonly toLibtorrent: Figures | null;
  /** To the faster of the two raw pipelines. */
  readonly toRaw: Figures | null;
  readonly runs: readonly Figures[];
}

export interface Results {
  readonly entries: readonly Entry[];
  readonly failures: readonly { readonly key: string; readonly reason: string }[];
}

/** `size`: bytes of the torrent. */
export function resultsOf(outcomes: readonly Outcome[], size: number): Results {
  const measured = outcomes
    .filter((outcome) => outcome.kind === 'ran')
    .filter(({ costs }) => costs.length > 0)
    .map(({ contestant: { key, title }, costs }) => {
      const runs = costs.map((cost) => figuresOf(cost, size));
      return { key, title, runs, figures: medians(runs) };
    });
  const libtorrent = measured.find(({ key }) => key === 'libtorrent')?.figures;
  const raw = measured
    .filter(({ key }) => key.startsWith('raw-'))
    .map(({ figures }) => figures)
    .sort((a, b) => b.speed - a.speed)[0];
  return {
    entries: measured.map((entry) => ({
      ...entry,
      toLibtorrent: libtorrent ? ratio(entry.figures, libtorrent) : null,
      toRaw: raw ? ratio(entry.figures, raw) : null,
    })),
    failures: outcomes
      .filter((outcome) => outcome.kind === 'failed')
      .map(({ contestant: { key }, reason }) => ({ key, reason })),
  };
}

function figuresOf(cost: Cost, size: number): Figures {
  return {
    speed: size / 1e6 / cost.seconds,
    cpu: cost.cpuSeconds / (size / 1e9),
    memory: cost.peakMemory / 1e6,
  };
}

function medians(runs: readonly Figures[]): Figures {
  return {
    speed: median(runs.map(({ speed }) => speed)),
    cpu: median(runs.map(({ cpu }) => cpu)),
    memory: median(runs.map(({ memory }) => memory)),
  };
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

function ratio(a: Figures, b: Figures): Figures {
  return { speed: a.speed / b.speed, cpu: a.cpu / b.cpu, memory: a.memory / b.memory };
}
