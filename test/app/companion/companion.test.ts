import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import { built } from '../../support/built.ts';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn } from '../../support/file-set.ts';
import { Companion, pageShows, withEveryRight } from '../support/companion.ts';
import { eventually } from '../support/eventually.ts';
import { magnetOf } from '../support/magnet-of.ts';
import type { Rill } from '../support/rill.ts';
import { type Seeded, seeded } from '../support/seeded.ts';
import { setAsking } from '../support/set-asking.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const MIB = 1024 * 1024;

let stage: Stage;
let rill: Rill;
let companion: Companion;
let film: Seeded;
let site: Server;

beforeEach(async () => {
  stage = await Stage.open();
  film = await seeded(stage, 'film', 3 * MIB);
  const extension = await withEveryRight(
    await built('chrome-extension'),
    join(stage.scene.dir, 'extension'),
  );
  rill = await stage.start({ extensions: [extension] });
  companion = await Companion.in(rill.browser, extension);
  await rill.window.chooseFolder(stage.downloads);
  await setAsking(rill.window.page, true);
  site = createServer(async ({ url, headers }, response) => {
    if (url === '/save') {
      response.setHeader('content-type', 'application/x-bittorrent');
      response.setHeader('content-disposition', 'attachment; filename="film.torrent"');
      response.end(await readFile(film.torrent.path));
      return;
    }
    if (url === '/a.torrent') {
      const isKnown = headers.cookie === 'login=yes';
      response.end(isKnown ? await readFile(film.torrent.path) : 'Log in first');
      return;
    }
    response.setHeader('content-type', 'text/html');
    response.setHeader('set-cookie', 'login=yes');
    response.end(
      `<a id="save" href="/save">save</a><a id="magnet" href="${magnetOf(film.torrent, film.seeder.address)}">magnet</a>`,
    );
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
}, LIMIT_MS);

afterEach(async () => {
  site?.close();
  await stage?.close();
}, LIMIT_MS);

const siteUrl = (path: string) =>
  `http://127.0.0.1:${(site.address() as AddressInfo).port}${path}`;

/** The page that Chrome opens for a magnet link. */
const handlerOf = (link: string) => `magnet.html?link=${encodeURIComponent(link)}`;

async function visit(): Promise<Page> {
  const page = await rill.browser.newPage();
  await page.goto(siteUrl('/'));
  return page;
}

/** What every way ends in: the window asks, the person says yes, libtorrent delivers. */
async function isDownloaded(): Promise<void> {
  await rill.window.click('button', 'Download');
  await rill.window.row('film').shows('Complete, seeding');
  expect(await differencesIn(film.torrent.files, stage.downloads)).toEqual([]);
}

describeWith(['chromium', 'libtorrent'], () => {
  test(
    'a click on a magnet link of a page opens it in Rill, and leads back to the page',
    async () => {
      const setup = await companion.open('setup.html');
      const session = await setup.createCDPSession();
      await session.send('Page.setRPHRegistrationMode', { mode: 'autoAccept' });
      await setup.locator('::-p-aria(Open magnet links with Rill)').click();
      await pageShows(setup, 'Try a magnet link');

      const page = await visit();
      await page.click('#magnet');
      await isDownloaded();
      await eventually(
        async () => page.url() === siteUrl('/'),
        () => `back at the page, not ${page.url()}`,
      );
      await pageShows(setup, 'Magnet links open in Rill.');
    },
    LIMIT_MS,
  );

  test(
    'a torrent that only those who are logged in get, from the menu of its link',
    async () => {
      await visit();
      await companion.chooseInMenu('link', { linkUrl: siteUrl('/a.torrent') });
      await isDownloaded();
    },
    LIMIT_MS,
  );

  test(
    'a torrent file that Chrome begins to download is caught, where that is wished',
    async () => {
      const page = await visit();
      await page.click('#save');
      await isDownloaded();
    },
    LIMIT_MS,
  );

  test(
    'selected text with a hash, or what is typed into the address bar; the button tells how many',
    async () => {
      const slow = await seeded(stage, 'slow', 3 * MIB, { uploadLimit: MIB / 8 });
      await companion.chooseInMenu('selection', {
        selectionText: `this one: ${slow.torrent.infoHash}`,
      });
      await rill.window.click('button', 'Download');
      await companion.typeInAddressBar(magnetOf(slow.torrent, slow.seeder.address));
      await rill.window.row('slow').shows('Downloading');
      await eventually(
        async () => {
          const { badge, title } = await companion.button();
          return badge === '1' && /^Rill: .*B\/s down, .*B\/s up$/.test(title);
        },
        async () => `1 and rates: ${JSON.stringify(await companion.button())}`,
      );
    },
    LIMIT_MS,
  );

  test(
    'what is pasted into the popup',
    async () => {
      const popup = await companion.open('popup.html');
      const field = await popup.locator('::-p-aria([role="textbox"])').waitHandle();
      await field.type(magnetOf(film.torrent, film.seeder.address));
      await popup.keyboard.press('Enter');
      await pageShows(popup, 'Handed to Rill.');
      await isDownloaded();
      await pageShows(popup, 'film');
      await popup.locator('::-p-aria(Pause all)').click();
      await rill.window.row('film').shows('Complete, paused');
      await popup.locator('::-p-aria(Resume all)').click();
      await rill.window.row('film').shows('Complete, seeding');
      await popup.locator('::-p-aria([name="Alternative limits"])').click();
      await rill.window.sees('of 100 kB/s');
    },
    LIMIT_MS,
  );

  test(
    'what is added while the app is switched off waits for it',
    async () => {
      const app = new URL(rill.window.page.url()).host;
      await companion.switchApp(app, false);
      const page = await companion.open(
        handlerOf(magnetOf(film.torrent, film.seeder.address)),
      );
      await pageShows(page, 'Rill’s app cannot be reached');
      await pageShows(page, '1 torrent waits for it');
      await companion.switchApp(app, true);
      await page.locator('::-p-aria(Try again)').click();
      await rill.takeOpened();
      await isDownloaded();
    },
    LIMIT_MS,
  );
});
