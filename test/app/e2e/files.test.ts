import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn, type FileSet } from '../../support/file-set.ts';
import { downloadWithLibtorrent, seedWithLibtorrent } from '../../support/libtorrent.ts';
import { type MadeTorrent, makeTorrent } from '../../support/torrent.ts';
import { eventually } from '../support/eventually.ts';
import type { RillWindow } from '../support/rill-window.ts';
import { ScriptedTracker } from '../support/scripted-tracker.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const RATE = 8000;
const HOSTILE = '<h1>Hello</h1><script>parent.ran = globalThis.ran = true;</script>';

const PDF = `%PDF-1.1
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 144]>>endobj
trailer<</Root 1 0 R>>
`;
/** Of Chrome's own reader of PDF. */
const READER = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/';

let stage: Stage;
let window: RillWindow;

beforeEach(async () => {
  stage = await Stage.open();
  ({ window } = await stage.start());
}, LIMIT_MS);

afterEach(() => stage.close(), LIMIT_MS);

/** Silence. */
function wav(seconds: number): Buffer {
  const bytes = Buffer.alloc(44 + seconds * RATE, 128);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  // PCM, one channel, a byte a sample.
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE, 28);
  bytes.writeUInt16LE(1, 32);
  bytes.writeUInt16LE(8, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(seconds * RATE, 40);
  return bytes;
}

/** A film and a picture that Chrome itself makes. */
async function drawn(): Promise<{ film: Buffer; picture: Buffer }> {
  const [film, picture] = await window.page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 64;
    const pen = canvas.getContext('2d')!;
    const recorder = new MediaRecorder(canvas.captureStream(30), {
      mimeType: 'video/webm',
    });
    const ended = new Promise<Blob>((resolve) => {
      recorder.ondataavailable = ({ data }) => resolve(data);
    });
    recorder.start();
    for (let frame = 0; frame < 30; frame++) {
      pen.fillStyle = `hsl(${frame * 10} 80% 50%)`;
      pen.fillRect(frame, 0, 20, 64);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    recorder.stop();
    const base64 = async (blob: Blob) =>
      btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
    const still = new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    return Promise.all([base64(await ended), base64((await still)!)]);
  });
  return { film: Buffer.from(film, 'base64'), picture: Buffer.from(picture, 'base64') };
}

/** Downloads a torrent of these files, from libtorrent. */
async function download(
  contents: Readonly<Record<string, Buffer>>,
): Promise<MadeTorrent> {
  const name = 'Songs';
  await mkdir(join(stage.shared, name));
  for (const [path, bytes] of Object.entries(contents)) {
    await writeFile(join(stage.shared, name, path), bytes);
  }
  const files: FileSet = {
    parent: stage.shared,
    name,
    files: Object.entries(contents).map(([path, { length }]) => ({
      path: [path],
      size: length,
    })),
  };
  const tracker = await stage.scene.keep(ScriptedTracker.start());
  const torrent = await makeTorrent(files, { trackers: [tracker.url], version: 'v1' });
  const seeder = await stage.scene.keep(seedWithLibtorrent(torrent));
  tracker.peers = [seeder.address];
  await window.drop(torrent.path);
  await window.row(name).shows('Complete, seeding');
  // What it says of that would lie over the files.
  await window.sees(`${name} is complete.`);
  while (await window.page.$('.toast')) await window.click('button', 'Dismiss');
  return torrent;
}

async function open(name: string): Promise<void> {
  await window.click('button', `More: ${name}`);
  await window.click('menuitem', 'Open');
  await window.find('dialog', `File: ${name}`);
}

async function close(): Promise<void> {
  await window.press('Escape');
  await window.page.waitForFunction(() => !document.querySelector('dialog'));
}

async function rename(from: string, to: string): Promise<void> {
  await window.page.locator(`[role=treegrid] ::-p-text(${from})`).click();
  await window.press('F2');
  await window.find('dialog', 'Rename');
  await window.page.keyboard.type(to);
  await window.press('Enter');
  await window.page.waitForFunction(() => !document.querySelector('dialog'));
}

const plays = (kind: 'audio' | 'video') =>
  window.page.waitForFunction(
    (tag) => {
      const media = document.querySelector<HTMLMediaElement>(`.viewer ${tag}`);
      return media && !media.paused && media.currentTime > 0;
    },
    {},
    kind,
  );

describeWith(['chromium', 'libtorrent'], () => {
  test(
    'finished files are played, shown and read where they are; none is run as a page',
    async () => {
      await window.chooseFolder(stage.downloads);
      const { film, picture } = await drawn();
      await download({
        'clip.webm': film,
        'cover.png': picture,
        'page.html': Buffer.from(HOSTILE),
        'paper.pdf': Buffer.from(PDF),
        'tone.wav': wav(20),
      });
      await window.row('Songs').press('More');
      await window.click('menuitem', 'Show files');
      await open('clip.webm');
      await plays('video');
      const full = (is: boolean) =>
        window.page.waitForFunction(
          (wanted) => (document.fullscreenElement?.tagName === 'VIDEO') === wanted,
          {},
          is,
        );
      await window.press('f');
      await full(true);
      await window.press('f');
      await full(false);
      // At its end the next one follows.
      await window.find('dialog', 'File: tone.wav');
      await plays('audio');
      await window.sees(join(stage.downloads, 'Songs', 'tone.wav'));
      await close();

      await open('cover.png');
      await window.page.waitForFunction(
        () =>
          document.querySelector<HTMLImageElement>('.viewer img')?.naturalWidth === 64,
      );
      await close();
      await open('paper.pdf');
      const frames = () => window.page.frames().map((frame) => frame.url());
      await eventually(
        async () => frames().some((url) => url.startsWith(READER)),
        () => `${READER} in ${frames()}`,
      );
      await close();
      await open('page.html');
      await window.sees('<h1>Hello</h1>');
      expect(
        await window.page.evaluate(() => (globalThis as { ran?: boolean }).ran),
      ).toBeUndefined();
      await close();
    },
    LIMIT_MS,
  );

  test(
    'what is renamed goes on being shared, and a removal is undone',
    async () => {
      await window.chooseFolder(stage.downloads);
      const torrent = await download({ 'one.wav': wav(5), 'two.wav': wav(9) });
      const row = window.row('Songs');
      await row.press('More');
      await window.click('menuitem', 'Show files');
      await rename('one.wav', 'ä song');
      await rename('Songs', 'Music');
      const names = async () => (await readdir(join(stage.downloads, 'Music'))).sort();
      expect(await names()).toEqual(['two.wav', 'ä song.wav']);
      expect(await readdir(stage.downloads)).toEqual(['Music']);

      await row.press('Remove');
      await row.isGone();
      await window.click('button', 'Undo');
      await row.shows('Complete, seeding');

      const elsewhere = join(stage.scene.dir, 'elsewhere');
      await mkdir(elsewhere);
      const client = await stage.scene.keep(downloadWithLibtorrent(torrent, elsewhere));
      client.addPeer(await window.address());
      await client.complete(LIMIT_MS);
      expect(await differencesIn(torrent.files, elsewhere)).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'files inside Chrome are played and renamed, too',
    async () => {
      await download({ 'one.wav': wav(5), 'two.wav': wav(9) });
      await window.row('Songs').press('More');
      await window.click('menuitem', 'Show files');
      await rename('two.wav', 'song');
      await open('song.wav');
      await plays('audio');
      await window.sees('Kept inside Chrome');
      await close();
      await window.row('Songs').press('More');
      await window.click('menuitem', 'Check files');
      await window.row('Songs').shows('Complete, seeding');
    },
    LIMIT_MS,
  );
});
