import type { Page } from 'puppeteer';

/** Whether the app shows what is added before it begins; set beside its window, as a script would. */
export async function setAsking(page: Page, asks: boolean): Promise<void> {
  await page.evaluate(
    (askWhenAdding) =>
      new Promise<void>((resolve) => {
        const port = chrome.runtime.connect(undefined, { name: 'rill' });
        port.onMessage.addListener(({ id }: { id?: number }) => {
          if (id !== 1) return;
          port.disconnect();
          resolve();
        });
        const command = { kind: 'set-settings', changes: { askWhenAdding } };
        port.postMessage({ id: 1, command });
      }),
    asks,
  );
}
