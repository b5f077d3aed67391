import { mkdir, realpath } from 'node:fs/promises';

const GRANT_MS = 5000;
const POLL_MS = 50;
const ATTEMPTS = 3;

/**
 * Gives the app a folder of the file system without a file dialog: drops it on the window,
 * as a person would, and waits until the app has made it its default folder.
 *
 * @param {import('puppeteer').Page} page the app's window
 * @param {import('./api-client.mjs').ApiClient} client
 * @param {string} path made if need be
 * @returns {Promise<{id: string, name: string}>} its FolderRef
 */
export async function grantFolder(page, client, path) {
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
    const granted = await defaultFolder(client);
    if (granted !== null) return granted;
  }
  throw new Error(`${folder}: Chromium did not grant the app this folder`);
}

async function drop(page, folder) {
  const session = await page.createCDPSession();
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await session.send('Input.dispatchDragEvent', { type, x: 50, y: 50, data });
  }
  await session.detach();
}

async function defaultFolder(client) {
  const deadline = performance.now() + GRANT_MS;
  while (performance.now() < deadline) {
    const settings = await client.request({ kind: 'get-settings' });
    if (settings.defaultFolder !== null) return settings.defaultFolder;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return null;
}
