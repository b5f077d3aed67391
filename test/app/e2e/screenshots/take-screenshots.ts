import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { built } from '../../../support/built.ts';
import { makeFileSet } from '../../../support/file-set.ts';
import { makeTorrent } from '../../../support/torrent.ts';
import { Companion } from '../../support/companion.ts';
import { magnetOf } from '../../support/magnet-of.ts';
import type { RillWindow } from '../../support/rill-window.ts';
import { ScriptedTracker } from '../../support/scripted-tracker.ts';
import { seeded } from '../../support/seeded.ts';
import { setAsking } from '../../support/set-asking.ts';
import { SmallDisk } from '../../support/small-disk.ts';
import { Stage } from '../../support/stage.ts';
import { WindowDetails } from '../../support/window-details.ts';

const MIB = 1024 * 1024;
const KIB = 1024;
type Sizes = number | Readonly<Record<string, number>>;
const FILM = {
  'Sintel.2010.4K.mkv': 52 * MIB,
  'Subtitles/Deutsch.srt': 82 * KIB,
  'Subtitles/English.srt': 79 * KIB,
  'Subtitles/日本語.srt': 96 * KIB,
  'Extras/Making of.mp4': 9 * MIB,
  'Extras/Poster.jpg': 4 * MIB,
};
const SCHEMES = ['light', 'dark'] as const;
/** Pixels; the narrow one is a phone's, 1280 by 800 what the Web Store asks for. */
const SIZES = [
  { width: 800, height: 640 },
  { width: 1280, height: 800 },
  { width: 1600, height: 900 },
  { width: 360, height: 640 },
] as const;

/**
 * Has the real app do real things and takes pictures of its window on the way, light and
 * dark, wide and narrow: `to`/STATE-SCHEME-WIDTH.png. Takes root, for a disk to fill.
 */
export async function takeScreenshots(to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const stage = await Stage.open();
  try {
    const extension = await built('chrome-extension');
    const { browser, window } = await stage.start({ extensions: [extension] });
    const take = async (state: string) => {
      await dismissToasts(window);
      await takeAll(window.page, to, state);
    };
    await take('empty');
    await window.chooseFolder(stage.downloads);
    await add(stage, window, take);
    await download(stage, window);
    await take('downloading');
    await details(window, take);
    const companion = await Companion.in(browser, extension);
    for (const name of ['popup', 'setup']) {
      const page = await companion.open(`${name}.html`);
      await page.waitForSelector('main :is(.popup-rows, .setup-good)');
      await takeAll(page, to, name);
      await page.close();
    }
    await window.page.bringToFront();
    await settings(window, take);
    await complete(window);
    await take('complete');
    await share(stage, window, take);
    await fail(stage, window);
    await take('error');
  } finally {
    await stage.close();
  }
}

async function takeAll(page: Page, to: string, state: string): Promise<void> {
  await page.mouse.move(0, 0);
  for (const viewport of SIZES) {
    await page.setViewport(viewport);
    for (const value of SCHEMES) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      await page.evaluate(() =>
        Promise.all(
          document.getAnimations().map(({ finished }) => finished.catch(() => {})),
        ),
      );
      const path = join(to, `${state}-${value}-${viewport.width}.png`);
      await page.screenshot({ path: path as `${string}.png` });
    }
  }
  await page.setViewport(SIZES[0]);
}

async function dismissToasts({ page }: RillWindow): Promise<void> {
  for (const button of await page.$$('::-p-aria(Dismiss)')) {
    await button.click().catch(() => {}); // It went by itself.
  }
}

async function download(stage: Stage, window: RillWindow): Promise<void> {
  const add = async (name: string, size: Sizes, rate: number) => {
    const { torrent } = await seeded(stage, name, size, { uploadLimit: rate });
    await window.drop(torrent.path);
    return window.row(name);
  };
  const music = await add('Public domain sheet music', 9 * MIB, 0);
  await music.shows('Complete, seeding');
  const books = await add('Librivox collection, volume 3', 12 * MIB, 3 * MIB);
  await books.reaches(30);
  await books.press('Pause');
  await label(window, 'Librivox collection, volume 3', 'Books');
  await add('Cosmos Laundromat', 60 * MIB, 700 * KIB);
  await label(window, 'Cosmos Laundromat', 'Films');
  await add('debian-13.2.0-amd64-netinst.iso', 120 * MIB, 4 * MIB);
  const film = await add('Sintel (2010) 4K', FILM, 2 * MIB);
  await label(window, 'Sintel (2010) 4K', 'Films');
  await film.reaches(30);
  await film.shows(/\d[smh]/);
  await window.click('button', 'Clear selection');
}

/** What is shown of a link before it begins. */
async function add(
  stage: Stage,
  window: RillWindow,
  take: (state: string) => Promise<void>,
): Promise<void> {
  const { torrent, seeder } = await seeded(stage, 'Sintel', FILM);
  await setAsking(window.page, true);
  // Under a dialog they cannot be dismissed.
  await dismissToasts(window);
  await window.paste(magnetOf(torrent, seeder.address));
  await window.sees('in 6 files');
  await window.click('checkbox', 'Download Extras');
  await take('adding');
  await window.click('button', 'Cancel');
  await setAsking(window.page, false);
}

/** Of the torrent that downloads, each tab. */
async function details(
  window: RillWindow,
  take: (state: string) => Promise<void>,
): Promise<void> {
  const pane = await WindowDetails.open(window, 'Sintel (2010) 4K');
  await window.sees('Info hash');
  await take('general');
  await pane.choose('Files');
  await pane.shows(/Sintel/);
  await take('files');
  await pane.choose('Peers');
  await pane.shows(/libtorrent/);
  await take('peers');
  await pane.choose('Trackers');
  await pane.shows(/Working/);
  await take('trackers-of');
  await pane.choose('Speed');
  await pane.shows(/^Transferred/);
  await take('speed');
  await pane.choose('Log');
  await pane.shows(/Started\.$/);
  await take('log');
  await pane.choose('Options');
  await window.sees('Download in order');
  await take('options');
  await window.click('button', 'Close details');
  await window.click('button', 'Clear selection');
}

async function settings(
  window: RillWindow,
  take: (state: string) => Promise<void>,
): Promise<void> {
  await window.click('button', 'Statistics');
  await window.sees('All time');
  await take('statistics');
  await window.press('Escape');
  await window.page.click('.bar-network');
  await window.sees('Address outside');
  await take('network');
  await window.click('button', 'Settings…');
  await window.sees('Save new downloads to');
  await take('settings');
  await window.click('button', 'Done');
}

async function complete(window: RillWindow): Promise<void> {
  await window.row('Librivox collection, volume 3').press('Resume');
  for (const name of await window.names()) {
    if (name !== 'Cosmos Laundromat') await window.row(name).shows('Complete', 60_000);
  }
  await window.row('Cosmos Laundromat').press('Remove');
  await window.row('Cosmos Laundromat').isGone();
  await window.seesNoMore('MB/s');
}

/** From the folder that is dropped to the torrent of it. */
async function share(
  stage: Stage,
  window: RillWindow,
  take: (state: string) => Promise<void>,
): Promise<void> {
  const name = 'Holiday';
  await makeFileSet(stage.shared, name, {
    'By the sea.mp4': 700 * MIB,
    'Photos/Harbour.jpg': 6 * MIB,
    'Photos/Lighthouse.jpg': 5 * MIB,
  });
  await window.drop(join(stage.shared, name));
  await window.sees('What is this folder for?');
  await take('dropped');
  await window.click('button', 'Share it');
  const trackers = await window.find('textbox', 'Trackers');
  await trackers.type('https://tracker.example/announce');
  await take('share');
  await window.click('button', 'Share');
  await window.row(name).reaches(10);
  await take('creating');
  await window.sees('is being shared.', 60_000);
  // A click on one would close the menu.
  await dismissToasts(window);
  await openMenu(window, name);
  await take('menu');
  await window.click('menuitem', 'Edit trackers…');
  await window.find('textbox', 'Trackers');
  await take('trackers');
  await window.press('Escape');
  await window.seesNoMore('Edit trackers');
}

async function label(window: RillWindow, name: string, as: string): Promise<void> {
  await openMenu(window, name);
  await window.click('menuitem', 'Labels…');
  await (await window.find('textbox', 'New label')).type(as);
  await window.click('button', 'Save');
  await window.seesNoMore('New label');
  await dismissToasts(window);
}

async function openMenu(window: RillWindow, name: string): Promise<void> {
  await window.row(name).press('More');
  await window.find('menuitem', 'Details');
}

async function fail(stage: Stage, window: RillWindow): Promise<void> {
  const refused = await stage.scene.keep(
    ScriptedTracker.start((response) => {
      response.end('d14:failure reason40:torrent not registered with this trackere');
    }),
  );
  const files = await makeFileSet(stage.shared, 'Tears of Steel', 3 * MIB);
  const unknown = await makeTorrent(files, { trackers: [refused.url] });
  await window.drop(unknown.path);
  await window.row('Tears of Steel').shows('The tracker says');

  const gone = await seeded(stage, 'Holiday videos', 20 * MIB, { uploadLimit: MIB });
  const folder = join(stage.scene.dir, 'Memory card');
  await mkdir(folder);
  await window.chooseFolder(folder);
  await window.drop(gone.torrent.path);
  await window.row('Holiday videos').reaches(10);
  await rm(folder, { recursive: true });
  await window.row('Holiday videos').shows('not there any more');

  const disk = await stage.scene.keep(Promise.resolve(new SmallDisk(6 * MIB)));
  const small = join(disk.path, 'Small disk');
  await mkdir(small);
  await window.chooseFolder(small);
  const large = await seeded(stage, 'Big Buck Bunny 60fps', 16 * MIB);
  await window.drop(large.torrent.path);
  await window.row('Big Buck Bunny 60fps').shows('no space left');
}
