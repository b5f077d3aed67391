import { chromiumFlags } from '../../../background/launch/chromium-flags.mjs';
import { chromiumPath } from '../../../background/launch/setup.mjs';
import { Program } from '../../support/program.ts';
import { ChromeApp } from './chrome-app.ts';
import { RillWindow } from './rill-window.ts';

/** The built app in a Chromium of its own, its window open. */
export class Rill {
  readonly app: ChromeApp;
  readonly #appDirectory: string;
  #window: RillWindow;
  #ended = false;

  /** `profile`: made if need be, and kept. */
  static async start(appDirectory: string, profile: string): Promise<Rill> {
    const app = await ChromeApp.start(appDirectory, profile);
    return new Rill(appDirectory, app, await loaded(app));
  }

  private constructor(appDirectory: string, app: ChromeApp, window: RillWindow) {
    this.#appDirectory = appDirectory;
    this.app = app;
    this.#window = window;
  }

  get window(): RillWindow {
    return this.#window;
  }

  /** Closes the window, as by its cross. */
  async closeWindow(): Promise<void> {
    await this.#window.page.close();
  }

  /** Launches Rill in the running Chromium, as its icon does: the window opens. */
  async launchAgain(): Promise<RillWindow> {
    const launch = await Program.start(
      chromiumPath() ?? 'chromium',
      chromiumFlags({
        appDirectory: this.#appDirectory,
        profileDirectory: this.app.profile,
        headless: true,
        asRoot: process.getuid?.() === 0,
      }),
    );
    await launch.exited;
    this.#window = await loaded(this.app);
    return this.#window;
  }

  /** SIGKILL: everything of it ends at once. */
  async kill(): Promise<void> {
    this.#ended = true;
    await this.app.kill();
  }

  async stop(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.app.close();
  }
}

async function loaded(app: ChromeApp): Promise<RillWindow> {
  const window = new RillWindow(await app.window());
  await window.sees('Listening on port');
  return window;
}
