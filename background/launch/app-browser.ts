import { mkdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page, type Target } from 'puppeteer';
import { chromiumFlags, PUPPETEER_IGNORED_DEFAULTS } from './chromium-flags.mjs';

const WINDOW_MS = 60_000;

export interface AppBrowserOptions {
  /** The Chromium to start. */
  readonly executable: string;
  /** The built app. */
  readonly appDirectory: string;
  /** Made if need be; one Chromium at a time has it. */
  readonly profile: string;
  readonly headless: boolean;
}

/** Starts Chromium with the built app; `page` is the app's window. */
export async function openApp({
  executable,
  appDirectory,
  profile,
  headless,
}: AppBrowserOptions): Promise<{ browser: Browser; page: Page }> {
  await mkdir(profile, { recursive: true });
  const holder = await holderOf(profile);
  if (holder !== undefined) {
    throw new Error(`Rill is already running with ${profile} (process ${holder})`);
  }
  const asRoot = process.getuid?.() === 0;
  const flags = chromiumFlags({
    appDirectory,
    profileDirectory: profile,
    headless,
    asRoot,
  });
  let browser: Browser | undefined;
  try {
    browser = await puppeteer.launch({
      executablePath: executable,
      headless,
      args: flags,
      ignoreDefaultArgs: PUPPETEER_IGNORED_DEFAULTS,
      targetFilter: () => true,
      defaultViewport: null,
      // Whoever called decides how it ends.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    const target = await browser.waitForTarget(isAppWindow, { timeout: WINDOW_MS });
    return { browser, page: await target.asPage() };
  } catch (error) {
    await browser?.close();
    throw new Error(`${executable} did not open the app: ${Object(error).message}`, {
      cause: error,
    });
  }
}

function isAppWindow(target: Target): boolean {
  return /^chrome-extension:\/\/\w+\/window\.html/.test(target.url());
}

/** The process that has the profile open; undefined when none. */
async function holderOf(profile: string): Promise<number | undefined> {
  // Chromium's own lock on Linux and macOS: a link to "host-pid", left behind by a crash.
  const lock = await readlink(join(profile, 'SingletonLock')).catch(() => '');
  const pid = Number(/-(\d+)$/.exec(lock)?.[1]);
  if (!pid) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}
