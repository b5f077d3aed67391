import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { built } from '../../support/built.ts';
import { Opentracker } from '../../support/opentracker.ts';
import { Scene } from '../../support/scene.ts';
import { Rill, type RillOptions } from './rill.ts';
import { Screen } from './screen.ts';
import { setAsking } from './set-asking.ts';

/** A scene with Rill in it: the app built from the sources as they are, and its folders. */
export class Stage {
  readonly scene: Scene;
  /** A folder for what is shared. */
  readonly shared: string;
  /** A folder to download to, empty. */
  readonly downloads: string;
  readonly #started: Rill[] = [];
  #app = '';

  static async open(): Promise<Stage> {
    const stage = new Stage(await Scene.open());
    await mkdir(stage.shared);
    await mkdir(stage.downloads);
    stage.#app = await built('chrome-app');
    return stage;
  }

  private constructor(scene: Scene) {
    this.scene = scene;
    this.shared = join(scene.dir, 'Shared');
    this.downloads = join(scene.dir, 'Downloads');
  }

  /** Starts Rill, headless; a second time with what the first left behind. */
  start(
    options: Pick<RillOptions, 'executable' | 'flags' | 'extensions'> = {},
  ): Promise<Rill> {
    return this.#start({ ...options, headless: true });
  }

  /** The same with a window on a screen in memory. */
  async startOnScreen(
    options: Pick<RillOptions, 'flags' | 'extensions'> = {},
  ): Promise<Rill> {
    const { display } = await this.scene.keep(Screen.start());
    process.env.DISPLAY = display;
    return this.#start({ ...options, headless: false });
  }

  tracker(): Promise<Opentracker> {
    return this.scene.keep(Opentracker.start());
  }

  /** Ends everything. Rejects when a window had errors that nobody caught. */
  async close(): Promise<void> {
    await this.scene.close();
    const faults = this.#started.flatMap((rill) => rill.window.faults);
    if (faults.length > 0) throw new Error(`in the window: ${faults.join('\n')}`);
  }

  async #start(options: Omit<RillOptions, 'appDirectory' | 'profile'>): Promise<Rill> {
    const { dir } = this.scene;
    const appDirectory = this.#app;
    const profile = join(dir, 'profile');
    const rill = await this.scene.keep(Rill.start({ ...options, appDirectory, profile }));
    this.#started.push(rill);
    // Most tests are of what comes after.
    await setAsking(rill.window.page, false);
    return rill;
  }
}
