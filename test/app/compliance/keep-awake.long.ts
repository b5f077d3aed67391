import { expect, test } from '@jest/globals';
import puppeteer from 'puppeteer';
import { describeWith } from '../../support/counterpart.ts';
import { ComplianceApp } from './compliance-app.ts';

/** Chromium suspends an idle event page after some 15 seconds. */
const AWAKE_MS = 25_000;
const SUSPENDED_MS = 60_000;
const POLL_MS = 500;

describeWith('chromium', () => {
  test(
    'the background page stays awake while a torrent is active, and is suspended when none is',
    async () => {
      const app = await ComplianceApp.start();
      try {
        await app.carryOut({ kind: 'active', torrents: 1 });
        await (await app.chrome.window()).close();

        // Nothing may be attached: a debugger keeps the page awake too.
        const address = await app.chrome.letGo();
        await sleep(AWAKE_MS);
        expect(await isAwake(address)).toBe(true);

        await tellIdle(address);
        const deadline = performance.now() + SUSPENDED_MS;
        while ((await isAwake(address)) && performance.now() < deadline) {
          await sleep(POLL_MS);
        }
        expect(await isAwake(address)).toBe(false);
      } finally {
        await app.close();
      }
    },
    2 * SUSPENDED_MS,
  );
});

/** Asks the browser from outside. */
async function isAwake(address: string): Promise<boolean> {
  const { port } = new URL(address);
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
  const targets = (await answer.json()) as { url: string }[];
  return targets.some(({ url }) => url.endsWith('_generated_background_page.html'));
}

async function tellIdle(browserWSEndpoint: string): Promise<void> {
  const browser = await puppeteer.connect({
    browserWSEndpoint,
    targetFilter: () => true,
  });
  const target = await browser.waitForTarget((candidate) =>
    candidate.url().endsWith('_generated_background_page.html'),
  );
  const page = await target.asPage();
  await page.evaluate(() => globalThis.carryOut({ kind: 'active', torrents: 0 }));
  await browser.disconnect();
}

/** Real time is what this test is about: the browser's own clock suspends the page. */
function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
