import { mkdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer from 'puppeteer';
import { chromiumFlags, PUPPETEER_IGNORED_DEFAULTS } from './chromium-flags.mjs';

const WINDOW_MS = 60_000;

/**
 * Starts Chromium with the built app and waits for the app's window.
 *
 * @param {object} options
 * @param {string} options.executable
 * @param {string} options.appDirectory
 * @param {string} options.profile made if need be; Chromium locks it
 * @param {boolean} options.headless
 * @returns {Promise<{browser: import('puppeteer').Browser, page: import('puppeteer').Page}>}
 */
export async function openApp({ executable, appDirectory, profile, headless }) {
  await mkdir(profile, { recursive: true });
  const holder = await holderOf(profile);
  if (holder !== undefined) {
    throw new Error(`Rill is already running with ${profile} (process ${holder})`);
  }
  const asRoot = process.getuid?.() === 0;
  const browser = await puppeteer.launch({
    executablePath: executable,
    headless,
    args: chromiumFlags({ appDirectory, profileDirectory: profile, headless, asRoot }),
    ignoreDefaultArgs: PUPPETEER_IGNORED_DEFAULTS,
    targetFilter: () => true,
    defaultViewport: null,
    // Whoever called decides how it ends.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  try {
    const target = await browser.waitForTarget(isAppWindow, { timeout: WINDOW_MS });
    return { browser, page: await target.asPage() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

function isAppWindow(target) {
  return /^chrome-extension:\/\/\w+\/window\.html/.test(target.url());
}

/** The process that has the profile open; undefined when none. */
async function holderOf(profile) {
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
