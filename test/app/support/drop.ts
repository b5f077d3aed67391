import type { Page } from 'puppeteer';

/**
 * Drops files and folders onto an app's window, as a person would: that grants them without a
 * dialog. Chromium ignores what lies under /dev, and says nothing about it.
 */
export async function drop(window: Page, ...paths: string[]): Promise<void> {
  const session = await window.createCDPSession();
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 50, y: 50, data });
  }
  await session.detach();
}
