import type { Cost } from './meter.ts';
import type { Stage } from './stage.ts';

/** One way of getting the torrent's files. */
export interface Contestant {
  /** What --only calls it. */
  readonly key: string;
  readonly title: string;
  /** Once, before the rounds. Throws CannotRun. */
  prepare(stage: Stage): Promise<void>;
  /** Fetches the files into the empty folder `target`, with nothing left running. */
  run(stage: Stage, target: string): Promise<Cost>;
}

/** The contestant is not to be had here; the message says why. */
export class CannotRun extends Error {}
