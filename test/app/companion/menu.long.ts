import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { built } from '../../support/built.ts';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn } from '../../support/file-set.ts';
import { eventually } from '../support/eventually.ts';
import { type Seeded, seeded } from '../support/seeded.ts';
import { setAsking } from '../support/set-asking.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 120_000;
const MIB = 1024 * 1024;
/** Which entry of a link's menu is ours, after Chromium's own: a menu cannot be read from outside. */
const OURS = 7;

let stage: Stage;
let film: Seeded;
let site: Server;

beforeEach(async () => {
  stage = await Stage.open();
  film = await seeded(stage, 'film', 3 * MIB);
  site = createServer(async ({ url, headers }, response) => {
    if (url === '/a.torrent') {
      if (headers.cookie !== 'login=yes') return void response.writeHead(403).end();
      response.setHeader('content-type', 'application/x-bittorrent');
      response.end(await readFile(film.torrent.path));
      return;
    }
    response.setHeader('content-type', 'text/html');
    response.setHeader('set-cookie', 'login=yes');
    response.end(
      '<body style="margin:0"><a href="/a.torrent" style="font-size:60px">film',
    );
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
}, LIMIT_MS);

afterEach(async () => {
  site?.close();
  await stage?.close();
}, LIMIT_MS);

const mouseAndKeys = (...args: string[]) =>
  void execFileSync('xdotool', args, { env: process.env });
const settled = () => new Promise((resolve) => setTimeout(resolve, 700));

describeWith(['chromium', 'libtorrent', 'xvfb', 'xdotool'], () => {
  test(
    'a right click on a link that asks for a login, and our entry of the menu, with no right to read sites',
    async () => {
      const rill = await stage.startOnScreen({
        extensions: [await built('chrome-extension')],
        flags: ['--window-position=0,0', '--window-size=1000,700'],
      });
      await rill.window.chooseFolder(stage.downloads);
      await setAsking(rill.window.page, true);
      const page = await rill.browser.newPage();
      await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
      await page.bringToFront();
      const corner = await page.evaluate(() => ({
        x: screenX + (outerWidth - innerWidth) / 2,
        y: screenY + outerHeight - innerHeight,
      }));
      const at = [Math.round(corner.x + 40), Math.round(corner.y + 40)].map(String);

      mouseAndKeys('mousemove', ...at, 'click', '3');
      await settled();
      mouseAndKeys('key', ...Array.from({ length: OURS }, () => 'Down'), 'Return');
      const isAsked = async () => (await rill.window.text()).includes('Add a torrent');
      await eventually(isAsked, () => 'the window that asks');
      await rill.window.click('button', 'Download');
      await rill.window.row('film').shows('Complete, seeding');
      expect(await differencesIn(film.torrent.files, stage.downloads)).toEqual([]);
    },
    LIMIT_MS,
  );
});
