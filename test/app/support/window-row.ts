import type { ElementHandle, Page } from 'puppeteer';
import { asRead } from './as-read.ts';
import { eventually } from './eventually.ts';

/** One torrent in the list, by its name. */
export class WindowRow {
  readonly name: string;
  readonly #page: Page;

  constructor(page: Page, name: string) {
    this.#page = page;
    this.name = name;
  }

  /** What is to be read in it; '' while there is no such row. */
  async text(): Promise<string> {
    const row = await this.#find();
    if (!row) return '';
    // biome-ignore lint/performance/useDomNodeTextContent: only what is to be seen counts
    return asRead(await row.evaluate((element) => (element as HTMLElement).innerText));
  }

  /** What its progress bar tells, in whole percent. */
  async percent(): Promise<number> {
    const bar = await (await this.#find())?.$('[role=progressbar]');
    return Number(
      await bar?.evaluate((element) => element.getAttribute('aria-valuenow')),
    );
  }

  /** Its text, once it matches. */
  shows(expected: string | RegExp, timeout?: number): Promise<string> {
    return eventually(
      async () => {
        const text = await this.text();
        const matches =
          typeof expected === 'string' ? text.includes(expected) : expected.test(text);
        return matches && text;
      },
      async () => `${expected} in the row of ${this.name}: "${await this.text()}"`,
      timeout,
    );
  }

  /** Once so many percent are shown as done. */
  async reaches(percent: number, timeout?: number): Promise<void> {
    await eventually(
      async () => (await this.percent()) >= percent,
      async () => `${percent}% of ${this.name}: "${await this.text()}"`,
      timeout,
    );
  }

  async isGone(timeout?: number): Promise<void> {
    await eventually(
      async () => (await this.#find()) === undefined,
      () => `${this.name} gone from the list`,
      timeout,
    );
  }

  /** Clicks the row's own button, such as "Pause" or "Remove…". */
  async press(action: string): Promise<void> {
    const selector = `::-p-aria([name="${action}: ${this.name}"][role="button"])`;
    await (await this.#page.waitForSelector(selector, { visible: true }))!.click();
  }

  async #find(): Promise<ElementHandle | undefined> {
    for (const row of await this.#page.$$('[role=grid] [role=row]')) {
      const names = await row.$$eval('.row-name', (all) =>
        all.map((one) => one.textContent),
      );
      if (names.includes(this.name)) return row;
      await row.dispose();
    }
    return undefined;
  }
}
