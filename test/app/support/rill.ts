import puppeteer, { type Browser, type Target } from 'puppeteer';
import {
  chromiumFlags,
  PUPPETEER_IGNORED_DEFAULTS,
} from '../../../background/launch/chromium-flags.mjs';
import { chromiumPath } from '../../../background/launch/setup.mjs';
import { Program } from '../../support/program.ts';
import { RillWindow } from './rill-window.ts';

const START_MS = 30_000;
const CHROMIUM = chromiumPath() ?? 'chromium';

export interface RillOptions {
  /** The built app. */
  readonly appDirectory: string;
  /** Made if need be, and kept. */
  readonly profile: string;
  /** Without it DISPLAY says where the window goes. */
  readonly headless: boolean;
  /** What starts Chromium, with its arguments; the usual one by default. */
  readonly executable?: string;
  /** Beside the usual ones. */
  readonly flags?: readonly string[];
  /** Built extensions to be installed beside it. */
  readonly extensions?: readonly string[];
}

/** The built app in a Chromium of its own, its window open. */
export class Rill {
  readonly profile: string;
  readonly #options: RillOptions;
  readonly #browser: Browser;
  #window: RillWindow;
  #ended = false;

  static async start(options: RillOptions): Promise<Rill> {
    const browser = await puppeteer.launch({
      executablePath: options.executable ?? CHROMIUM,
      // Unlike a port it reaches into a network namespace, and can install extensions.
      pipe: options.executable !== undefined || options.extensions !== undefined,
      ...(options.extensions && { enableExtensions: [...options.extensions] }),
      headless: options.headless,
      args: flags(options),
      ignoreDefaultArgs: PUPPETEER_IGNORED_DEFAULTS,
      targetFilter: () => true,
      defaultViewport: null,
    });
    return new Rill(options, browser, await opened(browser));
  }

  private constructor(options: RillOptions, browser: Browser, window: RillWindow) {
    this.profile = options.profile;
    this.#options = options;
    this.#browser = browser;
    this.#window = window;
  }

  get browser(): Browser {
    return this.#browser;
  }

  /** The one opened last. */
  get window(): RillWindow {
    return this.#window;
  }

  /** Whether its background page is there, not suspended. */
  get isAwake(): boolean {
    const pages = this.#browser.targets().map((target) => target.url());
    return pages.some((url) => url.endsWith('/_generated_background_page.html'));
  }

  /** Closes the window, as by its cross. */
  async closeWindow(): Promise<void> {
    await this.#window.page.close();
  }

  /**
   * Launches Rill in the running Chromium, as its icon does, and takes the window that opens.
   * A headless Chromium takes no such call.
   */
  async launchAgain(): Promise<RillWindow> {
    const call = await Program.start(CHROMIUM, flags(this.#options));
    await call.exited;
    this.#window = await opened(this.#browser);
    return this.#window;
  }

  /** Takes the window that the app opened by itself. */
  async takeOpened(): Promise<RillWindow> {
    this.#window = await opened(this.#browser);
    return this.#window;
  }

  /** Ends as a crash would: SIGKILL to the browser process. */
  async kill(): Promise<void> {
    this.#ended = true;
    const browser = this.#browser.process();
    const ended = new Promise((resolve) => browser?.once('exit', resolve));
    browser?.kill('SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#browser.close();
  }
}

function flags(options: RillOptions): string[] {
  const { appDirectory, profile: profileDirectory, headless } = options;
  const asRoot = process.getuid?.() === 0;
  const usual = chromiumFlags({ appDirectory, profileDirectory, headless, asRoot });
  return [...usual, ...(options.flags ?? [])];
}

async function opened(browser: Browser): Promise<RillWindow> {
  const target = await browser.waitForTarget(isWindow, { timeout: START_MS });
  const window = new RillWindow(await target.asPage());
  await window.isReady();
  return window;
}

function isWindow(target: Target): boolean {
  return target.url().endsWith('/window.html');
}
