import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Page, WebWorker } from 'puppeteer';
import { describeWith } from '../../support/counterpart.ts';
import { seedWithLibtorrent } from '../../support/libtorrent.ts';
import { eventually } from '../support/eventually.ts';
import { order } from '../support/order.ts';
import type { Rill } from '../support/rill.ts';
import { Stage } from '../support/stage.ts';
import { trackedTorrent } from '../support/tracked-torrent.ts';

const LIMIT_MS = 60_000;
const MIB = 1024 * 1024;
const SIZE = 8 * MIB;
/** Bytes a second: it is not over before the engine was started three times. */
const RATE = MIB / 4;

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
}, LIMIT_MS);

afterEach(() => stage.close(), LIMIT_MS);

async function backgroundOf({ browser }: Rill): Promise<Page> {
  const target = await browser.waitForTarget((one) =>
    one.url().endsWith('/_generated_background_page.html'),
  );
  return target.asPage();
}

function engineOf(page: Page): Promise<WebWorker> {
  return eventually(
    async () => page.workers().find((one) => one.url().endsWith('/engine.js')),
    () => 'an engine',
  );
}

/** Carries `end` out, until the window has lost the engine, said so, and found one again. */
async function throughTheEnd(
  { window: { page } }: Rill,
  end: () => Promise<unknown>,
): Promise<void> {
  const says = (something: boolean) =>
    page.waitForFunction(
      (awaited) => (document.querySelector('.banner')?.textContent !== '') === awaited,
      // It is over soon: too soon for who asks from outside.
      { polling: 20 },
      something,
    );
  const isLost = says(true);
  await end();
  await isLost;
  await says(false);
}

describeWith(['chromium', 'libtorrent', 'opentracker'], () => {
  test(
    'a download goes on in an open window when the engine crashes, and when its page is loaded anew',
    async () => {
      const { torrent } = await trackedTorrent(stage, 'Big.bin', SIZE, (one) =>
        seedWithLibtorrent(one, { uploadLimit: RATE }),
      );
      const rill = await stage.start();
      const { window } = rill;
      await window.chooseFolder(stage.downloads);
      await window.drop(torrent.path);
      const row = window.row('Big.bin');
      // A crash may take what came in the last tenth of a second from the record.
      await row.reaches(8);

      const background = await backgroundOf(rill);
      const engine = await engineOf(background);
      await throughTheEnd(rill, () =>
        engine.evaluate(() => {
          setTimeout(() => {
            throw new Error('a crash of the engine');
          });
        }),
      );
      await row.shows('Downloading');
      await row.press('Pause');
      await row.shows('Paused');
      // Answered once it is on record, which the window may show before.
      await order(window.page, { kind: 'pause', id: torrent.infoHash });
      const had = await row.percent();
      expect(had).toBeGreaterThanOrEqual(2);

      await throughTheEnd(rill, () => background.reload());
      await row.shows('Paused');
      expect(await row.percent()).toBeGreaterThanOrEqual(had);
      await row.press('Resume');
      await row.reaches(had + 2);
    },
    LIMIT_MS,
  );
});
