import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../build.mjs';
import { addTorrents, readSources } from './add-torrents.mjs';
import { ApiClient } from './api-client.mjs';
import { openApp } from './app-browser.mjs';
import { startDemo } from './demo.mjs';
import { follow } from './follow.mjs';
import { grantFolder } from './grant-folder.mjs';
import { ProgressLine } from './progress-line.mjs';
import { chromiumPath } from './setup.mjs';
import { TorrentList } from './torrent-list.mjs';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/**
 * Builds the app, opens it, adds the torrents, and stays until it is told to end.
 *
 * @param {ReturnType<typeof import('./parse-arguments.mjs').parseArguments>} options
 * @returns {Promise<number>} the exit code
 */
export async function runApp(options) {
  /** What was started, to be ended in reverse order. */
  const endings = [];
  const run = stay(options, endings);
  // After an interruption nobody listens to it any more.
  run.catch(() => {});
  try {
    return await Promise.race([run, interruption()]);
  } finally {
    for (const end of endings.reverse()) await end();
  }
}

async function stay(options, endings) {
  const progress = new ProgressLine(process.stdout);
  const sources = await readSources(options.torrents);
  const headless = options.headless || hasNoDisplay();
  if (headless && !options.headless) progress.say('There is no display here: no window.');

  await build({ outDir: DIST });
  const demo = options.demo ? await startDemo(DIST, endings) : undefined;
  if (demo !== undefined) progress.say(demo.introduction);
  const { browser, page } = await openApp({
    executable: chromiumPath(),
    appDirectory: join(DIST, 'chrome-app'),
    profile: options.profile ?? (await temporaryProfile(endings)),
    headless,
  });
  endings.push(() => browser.close());

  const list = new TorrentList();
  const client = await ApiClient.connect(page, (event) => {
    if (event.kind === 'update') list.apply(event);
  });
  await client.request({ kind: 'subscribe' });
  const downloadDir = options.downloadDir ?? demo?.downloadDir;
  if (downloadDir !== undefined) await grantFolder(page, client, downloadDir);
  const ids = await addTorrents(
    client,
    demo === undefined ? sources : [demo.source],
    demo === undefined ? options.peers : [demo.peer],
  );
  if (ids.length > 0) list.watch(ids);

  const closed = whenClosed(browser, page);
  const done = follow(list, progress).then(async () => {
    if (demo !== undefined) progress.say(await demo.compare(downloadDir));
  });
  if (options.exitWhenDone) {
    await Promise.race([done, closed.then(() => Promise.reject(new Error('closed')))]);
    return 0;
  }
  progress.say(
    headless ? 'Ctrl-C ends it.' : 'Rill is open. Ctrl-C or closing it ends it.',
  );
  done.catch((error) => progress.say(error.message));
  await closed;
  return 0;
}

/** Resolves with the exit code of the first signal that asks to end. */
function interruption() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => resolve(128 + constants.signals[signal]));
    }
  });
}

/** Resolves once the window or all of Chromium is gone. */
function whenClosed(browser, page) {
  return new Promise((resolve) => {
    page.once('close', resolve);
    browser.once('disconnected', resolve);
  });
}

function hasNoDisplay() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY;
}

async function temporaryProfile(endings) {
  const dir = await mkdtemp(join(tmpdir(), 'rill-profile-'));
  endings.push(() => rm(dir, { recursive: true, force: true }));
  return dir;
}
