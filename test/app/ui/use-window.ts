import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Browser, ElementHandle, Page } from 'puppeteer';
import type { Command } from '../../../src/api/contract.ts';
import { type HarnessSite, startHarnessSite } from './harness-site.ts';
import { openBrowser } from './open-browser.ts';
import type { ScenarioName } from './scenarios.ts';

const START_LIMIT = 60_000;

/** The window as a person has it: found by role and name, read as text. */
export interface WindowUnderTest {
  readonly page: Page;
  open(scenario: ScenarioName, width?: number): Promise<void>;
  /** A page of the companion extension instead; `query` says which, as its harness has it. */
  openCompanion(query: string): Promise<void>;
  /** Pixels; until what depends on the size has been drawn anew. */
  resize(width: number, height: number, deviceScaleFactor?: number): Promise<void>;
  find(role: string, name: string): Promise<ElementHandle>;
  click(role: string, name: string): Promise<void>;
  /** Waits until the window shows the text. */
  sees(text: string): Promise<void>;
  /** What the engine was commanded, but for the greeting. */
  commanded(): Promise<Command[]>;
  /** The names of the selected rows. */
  selected(): Promise<(string | null)[]>;
}

const GREETING = ['hello', 'subscribe', 'watch', 'get-settings', 'get-free-space'];

/** One browser for the file, one page for each test, which fails if the page threw. */
export function useWindow(): WindowUnderTest {
  let site: HarnessSite;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    site = await startHarnessSite();
    browser = await openBrowser();
  }, START_LIMIT);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  }, START_LIMIT);
  beforeEach(async () => {
    page = await browser.newPage();
    faults = [];
    page.on('pageerror', (error) => faults.push(String(error)));
  });
  afterEach(async () => {
    await page.close();
    expect(faults).toEqual([]);
  });

  const find = async (role: string, name: string) => {
    const selector = `::-p-aria([name="${name}"][role="${role}"])`;
    const found = await page.waitForSelector(selector, { visible: true });
    if (!found) throw new Error(`No ${role} "${name}"`);
    return found as ElementHandle;
  };
  return {
    get page() {
      return page;
    },
    async open(scenario, width = 1280) {
      await page.setViewport({ width, height: 720 });
      await page.goto(`${site.url}?scenario=${scenario}`);
      await page.waitForSelector('.bar-rate');
    },
    async resize(width, height, deviceScaleFactor = 1) {
      await page.setViewport({ width, height, deviceScaleFactor });
      await page.evaluate(
        () =>
          new Promise<void>((done) => {
            requestAnimationFrame(() => requestAnimationFrame(() => done()));
          }),
      );
    },
    async openCompanion(query) {
      await page.goto(`${site.companionUrl}?${query}`);
      await page.waitForSelector('main');
    },
    find,
    async click(role, name) {
      await (await find(role, name)).click();
    },
    async sees(text) {
      await page.waitForSelector(`::-p-text(${text})`);
    },
    async commanded() {
      const commands = await page.evaluate(() => globalThis.harness.engine.commands);
      return commands.filter(({ kind }) => !GREETING.includes(kind));
    },
    selected: () =>
      page.$$eval('[role=row][aria-selected=true] .row-name', (names) =>
        names.map((name) => name.textContent),
      ),
  };
}
