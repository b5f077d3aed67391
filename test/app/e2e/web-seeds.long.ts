import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type Certificate,
  makeCertificate,
  trustingFlag,
} from '../../support/certificate.ts';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn, makeFileSet } from '../../support/file-set.ts';
import { makeTorrent, type Torrent } from '../../support/torrent.ts';
import {
  busyAtFirst,
  farAway,
  type Handle,
  serveFiles,
  WebServer,
} from '../../support/web-server.ts';
import type { RillWindow } from '../support/rill-window.ts';
import { seeded } from '../support/seeded.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const MIB = 1 << 20;
const MULTI = {
  'film/part #1%.mkv': 17 * MIB + 12_345,
  'film/extras/szöveg – 字幕.srt': 70_001,
  empty: 0,
  'music/01 – первый.flac': 6 * MIB + 1,
};
const SINGLE = 23 * MIB + 5;

let stage: Stage;
let window: RillWindow;
let certificate: Certificate;

const served = (handle: Handle) => stage.scene.keep(WebServer.start(handle));

/** Once all of it is in the folder, as it should be. */
async function arrives({ files }: Torrent): Promise<void> {
  await window.row(files.name).shows('Complete, seeding', LIMIT_MS);
  expect(await differencesIn(files, stage.downloads)).toEqual([]);
}

describeWith(['chromium', 'libtorrent', 'openssl'], () => {
  beforeAll(async () => {
    stage = await Stage.open();
    certificate = await makeCertificate();
    ({ window } = await stage.start({ flags: [trustingFlag(certificate)] }));
    await window.chooseFolder(stage.downloads);
  }, LIMIT_MS);

  afterAll(() => stage.close(), LIMIT_MS);

  test.each<[string, number | Readonly<Record<string, number>>, string]>([
    ['several files', MULTI, ''],
    ['film 映画.mkv', SINGLE, 'film%20%E6%98%A0%E7%94%BB.mkv'],
  ])(
    'a web server and libtorrent bring a torrent together: %s',
    async (name, sizes, path) => {
      const server = await served(farAway(200, serveFiles(stage.shared)));
      const webSeeds = [`${server.url}${path}`];
      const options = { webSeeds, uploadLimit: 4 * MIB };
      const { torrent, seeder } = await seeded(stage, name, sizes, options);
      await window.drop(torrent.path);
      await arrives(torrent);
      expect(server.requests.length).toBeGreaterThan(1);
      const { uploaded } = await seeder.stats();
      expect(uploaded).toBeGreaterThan(0);
      expect(uploaded).toBeLessThan(20 * MIB);
    },
    2 * LIMIT_MS,
  );

  test(
    'a web server with wrong data is set aside, and libtorrent brings all',
    async () => {
      const liar = await served(serveFiles(stage.shared, true));
      const options = { webSeeds: [liar.url], uploadLimit: 8 * MIB };
      const { torrent } = await seeded(stage, 'beside a liar', MULTI, options);
      await window.drop(torrent.path);
      await window.sees('1 misbehaving peer dropped');
      const asked = liar.requests.length;
      await arrives(torrent);
      expect(liar.requests.length).toBe(asked);
    },
    2 * LIMIT_MS,
  );

  test(
    'a web server that is busy is asked again when it said',
    async () => {
      const server = await served(busyAtFirst(1, 2, serveFiles(stage.shared)));
      const files = await makeFileSet(stage.shared, 'busy', MULTI, 7);
      const torrent = await makeTorrent(files, { webSeeds: [server.url] });
      await window.drop(torrent.path);
      await arrives(torrent);
      const [first] = server.requests;
      const later = server.requests.map(({ time }) => time - first!.time);
      // By its other connection it may have asked twice at first.
      const again = later.find((ms) => ms > 500);
      expect(again).toBeGreaterThan(1_900);
      expect(again).toBeLessThan(6_000);
    },
    2 * LIMIT_MS,
  );

  test(
    'files come over https, by range',
    async () => {
      const serve = serveFiles(stage.shared);
      const ranges: (string | undefined)[] = [];
      const server = await stage.scene.keep(
        WebServer.start((request, response) => {
          ranges.push(request.headers.range);
          return serve(request, response);
        }, certificate),
      );
      const files = await makeFileSet(stage.shared, 'secure', MULTI, 8);
      const torrent = await makeTorrent(files, { webSeeds: [server.url] });
      await window.drop(torrent.path);
      await arrives(torrent);
      expect(ranges.every((range) => range?.startsWith('bytes='))).toBe(true);
      expect(ranges.length).toBeGreaterThan(5);
    },
    2 * LIMIT_MS,
  );
});
