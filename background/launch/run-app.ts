import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer';
import { build } from '../../build.mjs';
import { addTorrents, readSources } from './add-torrents.ts';
import { ApiClient } from './api-client.ts';
import { openApp } from './app-browser.ts';
import { startDemo } from './demo.ts';
import { type Ending, endAll, interruption } from './ending.ts';
import { follow } from './follow.ts';
import { grantFolder } from './grant-folder.ts';
import type { StartOptions } from './parse-arguments.mjs';
import { ProgressLine } from './progress-line.ts';
import { chromiumPath } from './setup.mjs';
import { TorrentList } from './torrent-list.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/**
 * Builds the app, opens it, adds the torrents, and stays until it is told to end. Answers
 * the exit code; rejects with what went wrong.
 */
export async function runApp(options: StartOptions): Promise<number> {
  const endings: Ending[] = [];
  const run = stay(options, endings);
  // Once interrupted, nobody listens to it any more.
  run.catch(() => {});
  try {
    return await Promise.race([run, interruption()]);
  } finally {
    await endAll(endings);
  }
}

async function stay(options: StartOptions, endings: Ending[]): Promise<number> {
  const progress = new ProgressLine(process.stdout);
  const sources = await readSources(options.torrents);
  const headless = options.headless || hasNoDisplay();
  if (headless && !options.headless) progress.say(noWindow(options));

  await build({ outDir: DIST });
  const demo = options.demo ? await startDemo(DIST, endings) : undefined;
  if (demo) progress.say(demo.introduction);
  const { browser, page } = await openApp({
    executable: chromiumPath()!,
    appDirectory: join(DIST, 'chrome-app'),
    profile: options.profile ?? (await temporaryProfile(endings)),
    headless,
  });
  endings.push(() => browser.close());
  const closed = whenClosed(browser, page);

  const list = new TorrentList();
  const client = await ApiClient.connect(page, (event) => {
    if (event.kind === 'update') list.apply(event);
  });
  await client.request({ kind: 'subscribe' });
  await list.known;
  const downloadDir = options.downloadDir ?? demo?.downloadDir;
  if (downloadDir !== undefined) await grantFolder(page, client, downloadDir);
  const ids = await addTorrents(
    client,
    demo ? [demo.source] : sources,
    demo ? [demo.peer] : options.peers,
  );
  if (ids.length > 0) list.watch(ids);

  const done = async () => {
    await follow(list, progress);
    if (demo && downloadDir !== undefined) progress.say(await demo.compare(downloadDir));
  };
  if (options.exitWhenDone) {
    await Promise.race([done(), closed.then(failUnfinished)]);
    return 0;
  }
  progress.say(
    headless ? 'Ctrl-C ends it.' : 'Close the window or press Ctrl-C to end it.',
  );
  if (headless || ids.length > 0) {
    done().catch((error: Error) => progress.say(error.message));
  }
  await closed;
  return 0;
}

/** Resolves once the window, or all of Chromium, is gone. */
function whenClosed(browser: Browser, page: Page): Promise<void> {
  return new Promise((resolve) => {
    page.once('close', () => resolve());
    browser.once('disconnected', () => resolve());
  });
}

function failUnfinished(): never {
  throw new Error('The app was closed before all was complete.');
}

function hasNoDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY;
}

function noWindow({ demo, torrents }: StartOptions): string {
  const idle = !demo && torrents.length === 0;
  return `There is no display here, so Rill runs without its window${
    idle ? '; name a torrent, or try --demo.' : '.'
  }`;
}

async function temporaryProfile(endings: Ending[]): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'rill-profile-'));
  endings.push(() => rm(dir, { recursive: true, force: true }));
  return dir;
}
