import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import type { Notice } from '../../../background/host/notice.ts';
import type { FolderRef } from '../../../src/ports/folders.ts';
import type { SharedFiles } from '../../../ui/client/window-host.ts';
import { ChromeApp } from '../support/chrome-app.ts';
import { drop } from '../support/drop.ts';
import type { Answer, Order } from './app/orders.ts';
import { buildComplianceApp } from './build-app.ts';

/** Of a notification. */
export interface Shown {
  /** Of all that are shown. */
  readonly ids: readonly string[];
  readonly title: string;
  readonly message: string;
}

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
    return new ComplianceApp(appDirectory, scratch, chrome, await backgroundOf(chrome));
  }

  /** Ends the browser in good order, and starts it again with the same profile. */
  async restart(): Promise<void> {
    await this.chrome.close();
    await this.#startAgain();
  }

  /** Kills the browser as a crash would, and starts it again with the same profile. */
  async crash(): Promise<void> {
    await this.chrome.kill();
    await this.#startAgain();
  }

  async #startAgain(): Promise<void> {
    this.chrome = await ChromeApp.start(this.#appDirectory, this.chrome.profile);
    this.#background = await backgroundOf(this.chrome);
  }

  carryOut(order: Order): Promise<Answer> {
    return this.#background.evaluate((data) => globalThis.carryOut(data), order);
  }

  /**
   * Has the system tell of it, as the person who chose `language` is told. `inFront`: Rill's window
   * has the focus.
   */
  tell(notice: Notice, language: string, inFront = false): Promise<Shown> {
    return this.#background.evaluate(
      async (it, chosen, front) => {
        const { document } = chrome.app.window.get('main')!.contentWindow;
        document.hasFocus = () => front;
        const appearance = { preferences: { language: chosen } };
        await new Promise<void>((done) =>
          chrome.storage.local.set({ appearance }, () => done()),
        );
        const { create } = chrome.notifications;
        let said = { title: '', message: '' };
        // Chrome lists them by their ids alone.
        chrome.notifications.create = (...args: unknown[]) => {
          said = args[1] as typeof said;
          return Reflect.apply(create, chrome.notifications, args);
        };
        await globalThis.tell(it);
        chrome.notifications.create = create;
        const shown = await new Promise<object>((done) =>
          chrome.notifications.getAll((all) => done(all)),
        );
        const { title, message } = said;
        return { ids: Object.keys(shown), title, message };
      },
      notice,
      language,
      inFront,
    );
  }

  /** As when the notification of that torrent is clicked. */
  async want(torrent: string): Promise<void> {
    await this.#background.evaluate((id) => globalThis.want(id), torrent);
  }

  async openWindow(): Promise<void> {
    await this.#background.evaluate(
      () =>
        new Promise<void>((done) =>
          chrome.app.window.create('window.html', { id: 'main' }, () => done()),
        ),
    );
  }

  /** Where something of that name may be put, outside Chrome. */
  path(...names: string[]): string {
    return join(this.#scratch, ...names);
  }

  /** A new folder, granted. */
  async makeFolder(name: string): Promise<{ path: string; ref: FolderRef }> {
    const path = this.path(name);
    await mkdir(path);
    return { path, ref: await this.grant(path) };
  }

  /** Drops the folder, and saves there. */
  async grant(path: string): Promise<FolderRef> {
    const window = await this.chrome.window();
    await drop(window, path);
    const ref = await window.evaluate(() => globalThis.saveThere());
    if (!ref) throw new Error(`${path} was not granted`);
    return ref;
  }

  /** Drops the files and folders together, and shares them. */
  async share(...paths: string[]): Promise<SharedFiles> {
    const window = await this.chrome.window();
    await drop(window, ...paths);
    const shared = await window.evaluate(() => globalThis.shareIt());
    if (!shared) throw new Error(`${paths} were not shared`);
    return shared;
  }

  async close(): Promise<void> {
    await this.chrome.close();
    for (const directory of [this.#appDirectory, this.#scratch]) {
      await rm(directory, { recursive: true, force: true, maxRetries: 10 });
    }
  }
}

/** Once its script ran: a page just begun is complete already, and empty. */
async function backgroundOf(chrome: ChromeApp): Promise<Page> {
  const page = await chrome.background();
  await page.waitForFunction(() => 'carryOut' in globalThis, { polling: 20 });
  return page;
}
