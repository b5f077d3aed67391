import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { ChromeApp } from '../app/support/chrome-app.ts';

/** A packaged app in a headless Chromium of its own, its window loaded. */
export class AppWindow {
  readonly page: Page;
  readonly #app: ChromeApp;

  /** Keeps the fresh profile in `dir`, so in memory like all else. */
  static async open(appDirectory: string, dir: string): Promise<AppWindow> {
    const app = await ChromeApp.start(appDirectory, await mkdtemp(join(dir, 'profile-')));
    try {
      return new AppWindow(app, await app.window());
    } catch (error) {
      await app.close();
      throw error;
    }
  }

  private constructor(app: ChromeApp, page: Page) {
    this.#app = app;
    this.page = page;
  }

  /** Of the browser process, the root of all others. */
  get pid(): number {
    return this.page.browser().process()!.pid!;
  }

  stop(): Promise<void> {
    return this.#app.close();
  }
}
