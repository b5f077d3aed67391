import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a scene ends. */
export interface Stoppable {
  stop(): Promise<void>;
}

/** A test's temporary folder and all that it started; closing it leaves nothing behind. */
export class Scene {
  readonly dir: string;
  readonly #kept: Stoppable[] = [];

  static async open(): Promise<Scene> {
    return new Scene(await mkdtemp(join(tmpdir(), 'rill-')));
  }

  private constructor(dir: string) {
    this.dir = dir;
  }

  /** Has `one` stopped at the end: `await scene.keep(seedWithAria2(torrent))`. */
  async keep<One extends Stoppable>(one: Promise<One>): Promise<One> {
    const started = await one;
    this.#kept.push(started);
    return started;
  }

  /** Stops all, the last started first, and removes the folder. */
  async close(): Promise<void> {
    for (const one of this.#kept.splice(0).reverse()) await one.stop();
    await rm(this.dir, { recursive: true, force: true });
  }
}
