import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import {
  chromiumFlags,
  PUPPETEER_IGNORED_DEFAULTS,
} from '../../../background/launch/chromium-flags.mjs';
import { chromiumPath } from '../../../background/launch/setup.mjs';

const START_MS = 30_000;
const PROTOCOL_MS = 300_000;
/** No test meets the routers of the public DHT, wherever it runs. */
const OFFLINE = '--host-resolver-rules=MAP *.com ^NOTFOUND,MAP *.org ^NOTFOUND';
const BACKGROUND = '_generated_background_page.html';

/** A packaged app in a headless Chromium of its own. */
export class ChromeApp {
  readonly profile: string;
  readonly #browser: Browser;
  readonly #process: ChildProcess | null;
  readonly #ownsProfile: boolean;

  private constructor(browser: Browser, profile: string, ownsProfile: boolean) {
    this.#browser = browser;
    this.#process = browser.process();
    this.profile = profile;
    this.#ownsProfile = ownsProfile;
  }

  /** `profile`: kept; without it a fresh one is made, and removed at the end. */
  static async start(appDirectory: string, profile?: string): Promise<ChromeApp> {
    const directory = profile ?? (await mkdtemp(join(tmpdir(), 'rill-profile-')));
    await mkdir(directory, { recursive: true });
    const browser = await puppeteer.launch({
      executablePath: chromiumPath() ?? 'chromium',
      args: [
        ...chromiumFlags({
          appDirectory,
          profileDirectory: directory,
          headless: true,
          asRoot: process.getuid?.() === 0,
        }),
        OFFLINE,
      ],
      ignoreDefaultArgs: PUPPETEER_IGNORED_DEFAULTS,
      targetFilter: () => true,
      defaultViewport: null,
      protocolTimeout: PROTOCOL_MS,
    });
    return new ChromeApp(browser, directory, profile === undefined);
  }

  /** The app's window, loaded. */
  window(): Promise<Page> {
    return this.#page('/window.html');
  }

  /** The background page; it must be awake. */
  background(): Promise<Page> {
    return this.#page(`/${BACKGROUND}`);
  }

  /** Detaches from the browser, which runs on; its address, to attach again. */
  async letGo(): Promise<string> {
    const address = this.#browser.wsEndpoint();
    await this.#browser.disconnect();
    return address;
  }

  /** Ends in good order, or by SIGKILL once it was let go of. */
  async close(): Promise<void> {
    if (this.#browser.connected) await this.#browser.close();
    else await this.kill();
    await this.#removeProfile();
  }

  /** Ends it as a crash would: SIGKILL to the browser process. Keeps the profile. */
  async kill(): Promise<void> {
    const browser = this.#process;
    if (!browser || browser.exitCode !== null || browser.signalCode !== null) return;
    const ended = new Promise((resolve) => browser.once('exit', resolve));
    browser.kill('SIGKILL');
    await ended;
  }

  async #page(ending: string): Promise<Page> {
    const target = await this.#browser.waitForTarget(
      (candidate) => candidate.url().endsWith(ending),
      { timeout: START_MS },
    );
    const page = await target.asPage();
    await page.waitForFunction(() => document.readyState === 'complete', {
      polling: 20,
      timeout: START_MS,
    });
    return page;
  }

  async #removeProfile(): Promise<void> {
    if (!this.#ownsProfile) return;
    // Chromium's last processes may still be writing.
    await rm(this.profile, { recursive: true, force: true, maxRetries: 10 });
  }
}
