import type { Page } from 'puppeteer';
import type { Command } from '../../../src/api/contract.ts';

/** Has the engine carry a command out beside the app's window, as a script would. */
export async function order(page: Page, command: Command): Promise<void> {
  await page.evaluate(
    (ordered) =>
      new Promise<void>((resolve) => {
        const port = chrome.runtime.connect(undefined, { name: 'rill' });
        port.onMessage.addListener(({ id }: { id?: number }) => {
          if (id !== 1) return;
          port.disconnect();
          resolve();
        });
        port.postMessage({ id: 1, command: ordered });
      }),
    command,
  );
}
