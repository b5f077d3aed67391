import { mkdir, realpath } from 'node:fs/promises';
import type { Page } from 'puppeteer';
import type { ApiClient } from './api-client.ts';

const GRANT_MS = 5000;
const POLL_MS = 50;
const ATTEMPTS = 3;

/**
 * Gives the app a folder of the file system without a file dialog: drops it on the window,
 * says that it is to save downloads in, as a person would, and waits until the app has made
 * it its default folder. Makes the folder if need be.
 */
export async function grantFolder(
  page: Page,
  client: ApiClient,
  path: string,
): Promise<void> {
  await mkdir(path, { recursive: true });
  const folder = await realpath(path);
  // Chromium grants nothing below /dev, and says nothing about it.
  if (/^\/dev(\/|$)/.test(folder)) {
    throw new Error(
      `${folder}: Chromium gives no app a folder under /dev; choose another`,
    );
  }
  await client.request({ kind: 'set-settings', changes: { defaultFolder: null } });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await drop(page, folder);
    if ((await saidWhatFor(page)) && (await hasDefaultFolder(client))) return;
  }
  throw new Error(`${folder}: Chromium did not give the app this folder`);
}

async function drop(page: Page, folder: string): Promise<void> {
  const session = await page.createCDPSession();
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 50, y: 50, data });
  }
  await session.detach();
}

/** The window asks what a folder is for. False when it does not: it got no folder. */
async function saidWhatFor(page: Page): Promise<boolean> {
  const selector = '::-p-aria([name="Save downloads here"][role="button"])';
  const button = await page
    .waitForSelector(selector, { timeout: GRANT_MS })
    .catch(() => null);
  await button?.click();
  return button !== null;
}

async function hasDefaultFolder(client: ApiClient): Promise<boolean> {
  const deadline = performance.now() + GRANT_MS;
  while (performance.now() < deadline) {
    const settings = await client.request({ kind: 'get-settings' });
    if (settings.defaultFolder !== null) return true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return false;
}
