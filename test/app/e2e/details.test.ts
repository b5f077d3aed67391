import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { makeFileSet } from '../../support/file-set.ts';
import { freePort } from '../../support/free-port.ts';
import { type LibtorrentPeer, seedWithLibtorrent } from '../../support/libtorrent.ts';
import { LibtorrentDht } from '../../support/libtorrent-dht.ts';
import type { Opentracker } from '../../support/opentracker.ts';
import { type MadeTorrent, makeTorrent } from '../../support/torrent.ts';
import { eventually } from '../support/eventually.ts';
import { magnetOf } from '../support/magnet-of.ts';
import type { Rill } from '../support/rill.ts';
import type { RillWindow } from '../support/rill-window.ts';
import { Stage } from '../support/stage.ts';
import { WindowDetails } from '../support/window-details.ts';

const LIMIT_MS = 60_000;
const KIB = 1024;
const MIB = 1024 * KIB;
const FILM = {
  'film.mkv': 12 * MIB,
  'extras/poster.jpg': 300 * KIB,
  'unwanted.bin': MIB,
};

let stage: Stage;
let rill: Rill;
let window: RillWindow;
let tracker: Opentracker;
let dht: LibtorrentDht;
let film: MadeTorrent;
let seeder: LibtorrentPeer;

/** Types into a field of the settings, in place of what is in it. */
async function fill(field: string, typed: string): Promise<void> {
  const element = await window.find('textbox', field);
  await element.evaluate((input) => (input as HTMLInputElement).select());
  await window.press('Delete');
  await element.type(typed);
  await window.press('Tab');
}

async function inSettings(change: () => Promise<void>): Promise<void> {
  await window.click('button', 'Settings');
  await change();
  await window.click('button', 'Done');
}

describeWith(['chromium', 'libtorrent', 'opentracker'], () => {
  beforeAll(async () => {
    stage = await Stage.open();
    tracker = await stage.tracker();
    dht = await stage.scene.keep(LibtorrentDht.start(8));
    rill = await stage.start();
    window = rill.window;
    await window.chooseFolder(stage.downloads);
    const files = await makeFileSet(stage.shared, 'film', FILM);
    const absent = `http://127.0.0.1:${await freePort()}/announce`;
    film = await makeTorrent(files, { trackers: [absent, tracker.httpUrl] });
    await tracker.allow(film.infoHash);
    seeder = await stage.scene.keep(seedWithLibtorrent(film, { uploadLimit: 400 * KIB }));
    await tracker.hasSeeder(film.infoHash);
    await window.drop(film.path);
  }, LIMIT_MS);

  afterAll(() => stage.close(), LIMIT_MS);

  test(
    'tells of a tracker that answers, and why another does not',
    async () => {
      const details = await WindowDetails.open(window, 'film');
      await details.choose('Trackers');
      const working = await details.shows(
        new RegExp(`:${tracker.port}/announce Tier 2 Working 1 `),
      );
      expect(working).toMatch(/(just now|\d+s ago) in \d+m( \d+s)?/);
      await details.shows(/Tier 1 The tracker does not accept connections\./);
      await window.click('button', 'Announce now');
      await details.shows(/^Peer exchange Working/);
    },
    LIMIT_MS,
  );

  test(
    'tells of the peer who it is, how it was found, and what it sends',
    async () => {
      const details = await WindowDetails.open(window, 'film');
      await details.choose('Peers');
      const row = await details.shows(/libtorrent.* D .*Tracker 100% [\d.]+ [kM]B\/s/);
      expect(row).toContain(seeder.address);
      await window.sees('1 peer connected');
      // The tracker tells of Rill itself, too, which does not count.
      await window.sees('1 address known Tracker: 1');
    },
    LIMIT_MS,
  );

  test(
    'a file that is not wanted is not downloaded; what is wanted is counted on the way',
    async () => {
      const details = await WindowDetails.open(window, 'film');
      await details.choose('Files');
      await (await window.find('combobox', 'Priority of unwanted.bin')).select('skip');
      await (await window.find('combobox', 'Priority of extras')).select('high');
      await details.shows(/^poster\.jpg 307 kB 100%/, LIMIT_MS);
      await details.shows(/^film\.mkv 12\.6 MB ([1-9]|\d\d)\.\d%/);
      await details.choose('General');
      await window.sees('of 54 pieces');
      await window.sees('12.9 MB');
    },
    LIMIT_MS,
  );

  test(
    'limits that are set hold, the alternative ones in one click',
    async () => {
      await inSettings(async () => {
        await fill('Alternative download limit', '40');
        await window.click(
          'checkbox',
          'Limits hold in the local network For peers on the same network, too, which cost nothing.',
        );
      });
      await window.click('button', 'Alternative limits');
      await window.sees('of 40.0 kB/s');
      const rate = async () =>
        Number(/ ([\d.]+) kB\/s/.exec(await window.row('film').text())?.[1] ?? 1e9);
      await eventually(
        async () => (await rate()) < 60,
        async () => `slow: ${await window.row('film').text()}`,
      );
      await window.click('button', 'Alternative limits');
      await eventually(
        async () => (await rate()) > 200,
        async () => `fast again: ${await window.row('film').text()}`,
      );
    },
    LIMIT_MS,
  );

  test(
    'draws how fast it really was, and tells what happened',
    async () => {
      const details = await WindowDetails.open(window, 'film');
      await window.page.evaluate(() => {
        const list: string[] = [];
        Object.assign(globalThis, { refused: list });
        document.addEventListener('securitypolicyviolation', (event) =>
          list.push(event.violatedDirective),
        );
      });
      await details.choose('Speed');
      const passed = await details.shows(/^Transferred [\d.]+ MB/);
      expect(Number(/ ([\d.]+) MB/.exec(passed)?.[1])).toBeGreaterThan(1);
      const peak = await details.shows(/^Peak [\d.]+ kB\/s/);
      expect(Number(/ ([\d.]+) kB/.exec(peak)?.[1])).toBeGreaterThan(200);
      expect(await window.page.evaluate(curveHeight)).toBeGreaterThan(0.3);
      await details.choose('Log');
      await details.shows(/Added\.$/);
      await details.shows(
        /Tracker .+ failed\. The tracker does not accept connections\./,
      );
      await details.shows(/Started\.$/);
      expect(
        await window.page.evaluate(() => (globalThis as { refused?: string[] }).refused),
      ).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'the status bar counts the nodes of a DHT that is set, and a peer is shown as found by it',
    async () => {
      await inSettings(() => fill('First nodes of the DHT', dht.nodes[0]!));
      await window.sees('DHT: 8 nodes', LIMIT_MS);
      const files = await makeFileSet(stage.shared, 'bare', 3 * MIB);
      const torrent = await makeTorrent(files);
      dht.add(5, torrent.path, files.parent);
      await dht.complete(5, LIMIT_MS);
      await window.paste(magnetOf(torrent));
      await window.row('bare').shows('Complete, seeding', LIMIT_MS);
      const details = await WindowDetails.open(window, 'bare');
      await details.choose('Peers');
      // The DHT tells of Rill itself, too, which does not count.
      await window.sees('1 address known DHT: 1');
      await details.choose('Trackers');
      await details.shows(/^DHT Working: 8 nodes known.* 1 /);
    },
    2 * LIMIT_MS,
  );

  test(
    'is there again as it was left, when the app is started again',
    async () => {
      const details = await WindowDetails.open(window, 'film');
      await details.choose('Files');
      await eventually(
        () =>
          window.page.evaluate(async () => {
            const kept = await new Promise((resolve) => {
              chrome.storage.local.get('appearance', resolve);
            });
            return JSON.stringify(kept).includes('files');
          }),
        () => 'the open tab remembered',
      );
      await rill.stop();
      ({ window } = await stage.start());
      await window.find('searchbox', 'Search files');
    },
    LIMIT_MS,
  );
});

/** Of the curve of what was downloaded, as a part of the picture's. Runs in the page. */
function curveHeight(): number {
  const canvas = document.querySelector<HTMLCanvasElement>('.speed-plot canvas');
  const key = document.querySelector('.speed-key[data-way=down]');
  const colour = key && getComputedStyle(key).borderTopColor.match(/\d+/g)?.map(Number);
  if (!canvas || !colour) return 0;
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
  const rows = new Set<number>();
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = data.subarray(at, at + 3);
    const same = red === colour[0] && green === colour[1] && blue === colour[2];
    if (same) rows.add(Math.floor(at / 4 / width));
  }
  return rows.size / height;
}
