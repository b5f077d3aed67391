import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer';
import { openBrowser } from '../../app/ui/open-browser.ts';
import { median, quantile } from '../quantile.ts';
import { treeCpu } from './cpu.ts';
import type { WindowFigures } from './figures.ts';
import { scroll } from './frames.ts';
import { LoadedSession } from './load.ts';
import { WindowSite } from './site.ts';

const VIEWPORT = { width: 1280, height: 800 };
/** Milliseconds for a browser to settle; by then one with an empty page takes next to nothing. */
const SETTLED_AFTER = 4000;
/** Longer, when it is hidden: Chromium tidies up a page that nobody sees first of all. */
const TIDIED_AFTER = 15_000;
/** Seconds over which CPU time is counted. */
const WATCHED = 10;
/** Pixels a second, and for how many seconds. */
const SCROLL = { speed: 3000, seconds: 5 };
const OPENINGS = 7;

/**
 * The window as it is built, in headless Chromium, at an engine in this process that has a
 * thousand torrents. CPU time is that of all of Chromium's processes.
 */
export async function measureWindow(
  runs: number,
  say: (line: string) => void,
): Promise<WindowFigures> {
  const session = new LoadedSession();
  const site = await WindowSite.open(session);
  try {
    const figures: WindowFigures[] = [];
    for (let run = 1; run <= runs; run++) {
      const browser = await openBrowser();
      try {
        figures.push(await measureOnce(browser, site));
      } finally {
        await browser.close();
      }
      say(`window: round ${run} of ${runs}`);
    }
    const keys = Object.keys(figures[0]!) as (keyof WindowFigures)[];
    const medians = keys.map((key) => [key, median(figures.map((one) => one[key]))]);
    return Object.fromEntries(medians) as WindowFigures;
  } finally {
    site.close();
    session.stop();
  }
}

async function measureOnce(browser: Browser, site: WindowSite): Promise<WindowFigures> {
  const root = browser.process()!.pid!;
  const paints: number[] = [];
  const paintWork: number[] = [];
  for (let opening = 0; opening < OPENINGS; opening++) {
    const page = await browser.newPage();
    await page.setViewport(VIEWPORT);
    // The process is there, as it is in the app, where it is that of the background page.
    await page.goto(new URL('empty', site.url).href);
    await wait(SETTLED_AFTER / 4);
    const start = treeCpu(root);
    await shown(page, site);
    paintWork.push((treeCpu(root) - start) * 1000);
    paints.push(await page.evaluate(() => globalThis.firstPaint ?? Number.NaN));
    await page.close();
  }

  const page = await browser.newPage();
  await page.setViewport(VIEWPORT);
  await shown(page, site);
  await wait(SETTLED_AFTER);
  const before = site.traffic;
  const engineBefore = process.cpuUsage();
  const inView = await cpuShare(root);
  const engine = process.cpuUsage(engineBefore);
  const after = site.traffic;

  const cover = await browser.newPage();
  await cover.bringToFront();
  await page.waitForFunction(() => document.hidden, { polling: 100 });
  await wait(TIDIED_AFTER);
  const hidden = await cpuShare(root);
  await cover.close();
  await page.bringToFront();

  const { intervals, work } = await scroll(page, SCROLL.speed, SCROLL.seconds);
  const heap = await usedHeap(page);
  return {
    firstPaint: median(paints),
    firstPaintWork: median(paintWork),
    inView,
    hidden,
    engine: (engine.user + engine.system) / 1e6 / WATCHED,
    frameInterval: quantile(intervals, 0.95),
    frameMedian: median(intervals),
    late: intervals.filter((interval) => interval > 25).length / intervals.length,
    frameWork: quantile(work, 0.95),
    frameWorkMedian: median(work),
    heap,
    messages: (after.messages - before.messages) / WATCHED,
    bytes: (after.bytes - before.bytes) / WATCHED,
    rows: (after.rows - before.rows) / WATCHED,
    unwatched: after.unwatched - before.unwatched,
  };
}

/** Resolves once its rows are painted. */
async function shown(page: Page, site: WindowSite): Promise<void> {
  await page.goto(site.url);
  await page.waitForFunction(() => globalThis.firstPaint !== undefined);
}

/** Of one core. */
async function cpuShare(root: number): Promise<number> {
  const before = treeCpu(root);
  const start = performance.now();
  await wait(WATCHED * 1000);
  return (treeCpu(root) - before) / ((performance.now() - start) / 1000);
}

/** Bytes of JavaScript that are in use, garbage collected. */
async function usedHeap(page: Page): Promise<number> {
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
