import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import bencode from 'bencode';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn } from '../../support/file-set.ts';
import type { RillWindow } from '../support/rill-window.ts';
import { type Seeded, seeded } from '../support/seeded.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const MIB = 1024 * 1024;
const KIB = 1024;

let stage: Stage;
let window: RillWindow;
let beside: Seeded;

/** Writes a file into the scene; its path. */
async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(stage.scene.dir, name);
  await writeFile(path, content);
  return path;
}

/** Clears the window of the message, so that the next one is a new one. */
function dismiss(): Promise<void> {
  return window.click('button', 'Dismiss');
}

describeWith(['chromium', 'libtorrent'], () => {
  beforeAll(async () => {
    stage = await Stage.open();
    ({ window } = await stage.start());
    await window.chooseFolder(stage.downloads);
    await dismiss();
    beside = await seeded(stage, 'beside', 6 * MIB, { uploadLimit: 512 * KIB });
    await window.drop(beside.torrent.path);
    await window.row('beside').shows('Downloading');
  }, LIMIT_MS);

  afterAll(() => stage.close(), LIMIT_MS);

  test('a dropped file that is no torrent is offered for sharing instead', async () => {
    await window.drop(await file('notes.txt', 'milk, eggs'));
    await window.sees('Share “notes.txt”');
    await window.press('Escape');
    await window.seesNoMore('Share “notes.txt”');
  });

  test('a picked file that is no torrent', async () => {
    await window.pick(await file('page.torrent', '<!doctype html><title>Not found'));
    await window.sees('Could not add page.torrent. This is not a torrent file.');
    await dismiss();
  });

  test('a torrent that was cut', async () => {
    const whole = bencode.encode({
      announce: 'http://a/',
      info: { name: 'x'.repeat(99) },
    });
    await window.drop(await file('cut.torrent', whole.subarray(0, -20)));
    await window.sees('Could not add cut.torrent. This file is damaged');
    await dismiss();
  });

  test('an empty file', async () => {
    await window.drop(await file('none.torrent', ''));
    await window.sees('Could not add none.torrent.');
    await dismiss();
  });

  test('something typed or pasted that is no link', async () => {
    const field = await window.find('textbox', 'Magnet link or address of a torrent');
    await field.type('sintel');
    await window.press('Enter');
    await window.sees('That is not a link. It should begin with magnet: or https://');
    await field.click({ count: 3 });
    await window.press('Backspace');
    await window.paste('sintel');
    await window.sees('That is not a link.');
    await dismiss();
  });

  test('a magnet link that lacks its end', async () => {
    await window.paste('magnet:?xt=urn:btih:c12fe1c06bba254a9dc9');
    await window.sees('This magnet link is incomplete. Copy the whole link again.');
    await dismiss();
  });

  test('an address where there is no torrent', async () => {
    const { url } = beside.tracker;
    await window.paste(url);
    await window.sees(`Could not add ${url}.`);
    await dismiss();
  });

  test(
    'none of it touched the torrent beside',
    async () => {
      expect(await window.names()).toEqual(['beside']);
      await window.row('beside').shows('Complete, seeding', LIMIT_MS);
      expect(await differencesIn(beside.torrent.files, stage.downloads)).toEqual([]);
    },
    LIMIT_MS,
  );
});
