import { CommandFailure } from '../client/command-failure.ts';
import type { Commands } from '../client/commands.ts';
import { tiersOf } from '../format/tracker-lines.ts';

/** Where a torrent looks for peers, and for its files on the web. */
export interface Sources {
  /** By tier (BEP 12). */
  readonly trackers: readonly (readonly string[])[];
  /** Undefined while only a magnet link is known: they are not told of then. */
  readonly webSeeds: readonly string[] | undefined;
}

/** Rejects with CommandFailure. */
export async function readSources(commands: Commands, id: string): Promise<Sources> {
  try {
    const { trackers, webSeeds } = await commands.getDetails(id);
    return { trackers, webSeeds };
  } catch (error) {
    const isLink = error instanceof CommandFailure && error.report.code === 'no-metadata';
    if (!isLink) throw error;
    return { trackers: tiersOf(await commands.getTrackers(id)), webSeeds: undefined };
  }
}
