import type { Page } from 'puppeteer';

/** Drops files onto the window that are on no disk, each with two bytes in it. */
export async function dropFiles(page: Page, ...names: string[]): Promise<void> {
  await page.evaluate((files) => {
    const dataTransfer = new DataTransfer();
    for (const name of files) dataTransfer.items.add(new File(['de'], name));
    const options = { dataTransfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent('drop', options));
  }, names);
}
