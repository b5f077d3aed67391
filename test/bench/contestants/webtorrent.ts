import { execFile } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { drop } from '../../app/support/drop.ts';
import { AppWindow } from '../app-window.ts';
import { CannotRun, type Contestant } from '../contestant.ts';
import { measure } from '../meter.ts';

const SOURCE = fileURLToPath(new URL('../webtorrent/', import.meta.url));
const BUILD = 'node_modules/webtorrent/dist/webtorrent.chromeapp.js';
const INSTALL = ['ci', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund'];
const INSTALL_MS = 300_000;

interface WebTorrentWindow {
  readonly webTorrent: {
    add(base64: string): Promise<void>;
    download(peer: string): Promise<void>;
    save(): Promise<void>;
  };
}

const appIn = (dir: string) => join(dir, 'app-webtorrent');

/** WebTorrent's own build for Chrome Apps, as it comes: chrome.sockets, in memory. */
export const webtorrent: Contestant = {
  key: 'webtorrent',
  title: 'WebTorrent 2.8.5, Chrome App build',
  async prepare({ dir }) {
    await install();
    for (const name of ['manifest.json', 'background.js', 'window.html', 'window.js']) {
      await cp(join(SOURCE, name), join(appIn(dir), name));
    }
    await cp(join(SOURCE, BUILD), join(appIn(dir), 'webtorrent.chromeapp.js'));
  },
  async run({ dir, torrent, seeder }, target) {
    const app = await AppWindow.open(appIn(dir), dir);
    try {
      const page = await app.page.evaluateHandle(
        () => (globalThis as unknown as WebTorrentWindow).webTorrent,
      );
      await page.evaluate(
        (page, file) => page.add(file),
        await readFile(torrent.path, 'base64'),
      );
      const cost = await measure(app.pid, target, () =>
        page.evaluate((page, peer) => page.download(peer), seeder.address),
      );
      await drop(app.page, target);
      await page.evaluate((page) => page.save());
      return cost;
    } finally {
      await app.stop();
    }
  },
};

async function install(): Promise<void> {
  try {
    await promisify(execFile)('npm', INSTALL, { cwd: SOURCE, timeout: INSTALL_MS });
  } catch (error) {
    throw new CannotRun(`npm ci failed: ${(error as Error).message}`);
  }
}
