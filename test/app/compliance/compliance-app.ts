import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import type { FolderRef } from '../../../src/ports/folders.ts';
import { ChromeApp } from '../support/chrome-app.ts';
import { dropFolder } from '../support/drop-folder.ts';
import type { Answer, Order } from './app/orders.ts';
import { buildComplianceApp } from './build-app.ts';

/** The packaged app of test/app/compliance/app, running in Chromium. */
export class ComplianceApp {
  chrome: ChromeApp;
  readonly #appDirectory: string;
  /** For the folders that the app is granted, and its profile. */
  readonly #scratch: string;
  #background: Page;

  private constructor(
    appDirectory: string,
    scratch: string,
    chrome: ChromeApp,
    background: Page,
  ) {
    this.#appDirectory = appDirectory;
    this.#scratch = scratch;
    this.chrome = chrome;
    this.#background = background;
  }

  static async start(): Promise<ComplianceApp> {
    const appDirectory = await buildComplianceApp();
    const scratch = await mkdtemp(join(tmpdir(), 'rill-compliance-'));
    const chrome = await ChromeApp.start(appDirectory, join(scratch, 'profile'));
    return new ComplianceApp(appDirectory, scratch, chrome, await chrome.background());
  }

  /** Kills the browser as a crash would, and starts it again with the same profile. */
  async crash(): Promise<void> {
    await this.chrome.kill();
    this.chrome = await ChromeApp.start(this.#appDirectory, this.chrome.profile);
    this.#background = await this.chrome.background();
  }

  carryOut(order: Order): Promise<Answer> {
    return this.#background.evaluate((data) => globalThis.carryOut(data), order);
  }

  /** A new folder, granted. */
  async makeFolder(name: string): Promise<{ path: string; ref: FolderRef }> {
    const path = join(this.#scratch, name);
    await mkdir(path);
    return { path, ref: await this.grant(path) };
  }

  async grant(path: string): Promise<FolderRef> {
    const window = await this.chrome.window();
    await dropFolder(window, path);
    return window.evaluate(() => globalThis.nextDrop);
  }

  async close(): Promise<void> {
    await this.chrome.close();
    for (const directory of [this.#appDirectory, this.#scratch]) {
      await rm(directory, { recursive: true, force: true, maxRetries: 10 });
    }
  }
}
