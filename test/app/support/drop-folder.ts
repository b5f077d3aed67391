import type { Page } from 'puppeteer';

/**
 * Drops a folder onto the middle of an app's window, as a person would: that grants it
 * without a file dialog. Chromium ignores folders under /dev, and says nothing about it.
 */
export async function dropFolder(window: Page, path: string): Promise<void> {
  const session = await window.createCDPSession();
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 50, y: 50, data });
  }
  await session.detach();
}
