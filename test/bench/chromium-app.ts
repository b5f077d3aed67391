import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page, type Target } from 'puppeteer';
import {
  chromiumFlags,
  PUPPETEER_IGNORED_DEFAULTS,
} from '../../background/launch/chromium-flags.mjs';
import { TRANSFER_MS } from './transfer-limit.ts';

const START_MS = 30_000;
const POLL_MS = 50;

/** A headless Chromium with a fresh profile in `dir` that runs one packaged app. */
export class ChromiumApp {
  readonly window: Page;
  readonly #browser: Browser;

  static async start(appDirectory: string, dir: string): Promise<ChromiumApp> {
    const browser = await puppeteer.launch({
      executablePath: '/usr/bin/chromium',
      args: chromiumFlags({
        appDirectory,
        profileDirectory: await mkdtemp(join(dir, 'profile-')),
        headless: true,
        asRoot: process.getuid?.() === 0,
      }),
      ignoreDefaultArgs: PUPPETEER_IGNORED_DEFAULTS,
      // On a signal the benchmark itself closes everything.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      targetFilter: () => true,
      protocolTimeout: TRANSFER_MS,
    });
    try {
      const target = await browser.waitForTarget(isAppWindow, { timeout: START_MS });
      const window = await target.asPage();
      const loaded = () => document.readyState === 'complete';
      await window.waitForFunction(loaded, { polling: POLL_MS, timeout: START_MS });
      return new ChromiumApp(browser, window);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  private constructor(browser: Browser, window: Page) {
    this.#browser = browser;
    this.window = window;
  }

  get pid(): number {
    return this.#browser.process()!.pid!;
  }

  /** Drops `folder` onto the window, as a person would who chooses it. */
  async drop(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    const session = await this.window.createCDPSession();
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: 50, y: 50, data });
    }
    await session.detach();
  }

  async stop(): Promise<void> {
    await this.#browser.close();
  }
}

/** To DevTools an app's window is of no known type: only the background page has one. */
function isAppWindow(target: Target): boolean {
  return target.type() === 'other' && target.url().startsWith('chrome-extension://');
}
