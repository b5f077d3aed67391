import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page, WebWorker } from 'puppeteer';
import { extensionId } from '../../../background/packaging/extension-id.mjs';
import { asRead } from './as-read.ts';
import { eventually } from './eventually.ts';

/** What a worker of the extension has of chrome.*; only in its own context. */
type ChromeEvent = { dispatch(...given: unknown[]): void };

/** The companion extension in the browser that the app runs in. */
export class Companion {
  readonly id: string;
  readonly #browser: Browser;

  private constructor(browser: Browser, id: string) {
    this.#browser = browser;
    this.id = id;
  }

  /** `directory`: the built extension, which the browser was started with. */
  static async in(browser: Browser, directory: string): Promise<Companion> {
    const manifest = await readFile(join(directory, 'manifest.json'), 'utf8');
    return new Companion(browser, extensionId(JSON.parse(manifest).key));
  }

  url(path: string): string {
    return `chrome-extension://${this.id}/${path}`;
  }

  /** One of its pages in a tab of its own. */
  async open(path: string): Promise<Page> {
    const page = await this.#browser.newPage();
    await page.goto(this.url(path));
    return page;
  }

  /** Its service worker, woken for it. */
  async worker(): Promise<WebWorker> {
    const target = await this.#browser.waitForTarget(
      (candidate) => candidate.url() === this.url('service-worker.js'),
    );
    const worker = await target.worker();
    if (!worker) throw new Error('the service worker cannot be reached');
    return worker;
  }

  /** Has the worker hear that an entry of its context menu was chosen. */
  async chooseInMenu(menuItemId: string, on: object): Promise<void> {
    const worker = await this.worker();
    await worker.evaluate(
      (given) => {
        const { onClicked } = chrome.contextMenus;
        (onClicked as unknown as ChromeEvent).dispatch(given);
      },
      { menuItemId, ...on },
    );
  }

  /** Has the worker hear what was typed after its keyword in the address bar. */
  async typeInAddressBar(text: string): Promise<void> {
    const worker = await this.worker();
    await worker.evaluate((typed) => {
      const { onInputEntered } = chrome.omnibox;
      (onInputEntered as unknown as ChromeEvent).dispatch(typed, 'currentTab');
    }, text);
  }

  /** What its button in the toolbar shows. */
  async button(): Promise<{ readonly badge: string; readonly title: string }> {
    const worker = await this.worker();
    return worker.evaluate(async () => ({
      badge: await chrome.action.getBadgeText({}),
      title: await chrome.action.getTitle({}),
    }));
  }

  /** Switches the app off or on, as a person may at chrome://extensions. */
  async switchApp(app: string, on: boolean): Promise<void> {
    const page = await this.#browser.newPage();
    await page.goto('chrome://extensions');
    await page.evaluate(
      async (id, enabled) => chrome.management.setEnabled(id, enabled),
      app,
      on,
    );
    await page.close();
  }
}

/** A copy of a built extension in `into`, to which the person gave all that it may ask for. */
export async function withEveryRight(directory: string, into: string): Promise<string> {
  await cp(directory, into, { recursive: true });
  const file = join(into, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  const { optional_host_permissions, optional_permissions, ...rest } = manifest;
  const permissions = [...rest.permissions, ...optional_permissions];
  const given = { ...rest, permissions, host_permissions: optional_host_permissions };
  await writeFile(file, JSON.stringify(given));
  return into;
}

/** Once the page shows the text. */
export async function pageShows(page: Page, text: string): Promise<void> {
  // biome-ignore lint/performance/useDomNodeTextContent: only what is to be seen counts
  const read = async () => asRead(await page.evaluate(() => document.body.innerText));
  await eventually(
    async () => (await read()).includes(text),
    async () => `"${text}" in:\n${await read()}`,
  );
}
