import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { differencesIn } from '../../support/file-set.ts';
import { magnetOf } from '../support/magnet-of.ts';
import type { RillWindow } from '../support/rill-window.ts';
import { seeded } from '../support/seeded.ts';
import { Stage } from '../support/stage.ts';

const LIMIT_MS = 60_000;
const MIB = 1024 * 1024;

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
}, LIMIT_MS);

afterEach(() => stage.close(), LIMIT_MS);

/** Presses Tab until the focus is on something of that role. */
async function tabTo(window: RillWindow, role: string): Promise<void> {
  for (let presses = 0; presses < 20; presses++) {
    if ((await focusedRole(window)) === role) return;
    await window.press('Tab');
  }
  throw new Error(`Tab does not reach a ${role}`);
}

function focusedRole({ page }: RillWindow): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.getAttribute('role'));
}

/** The name of the one selected row. */
async function selected({ page }: RillWindow): Promise<string[]> {
  return page.$$eval('[role=row][aria-selected=true] .row-name', (names) =>
    names.map((name) => name.textContent),
  );
}

describeWith(['chromium', 'libtorrent'], () => {
  test(
    'without a pointer: paste, choose, pause, resume, remove',
    async () => {
      const slow = await seeded(stage, 'slow', 8 * MIB, { uploadLimit: MIB });
      const quick = await seeded(stage, 'quick', MIB);
      const { window } = await stage.start();
      await window.chooseFolder(stage.downloads);

      await window.paste(magnetOf(slow.torrent, slow.seeder.address));
      await window.row('slow').shows('Downloading');
      await window.paste(magnetOf(quick.torrent, quick.seeder.address));
      await window.row('quick').shows('Complete, seeding');
      expect(await window.names()).toEqual(['quick', 'slow']);

      await tabTo(window, 'grid');
      await window.press('ArrowUp');
      expect(await selected(window)).toEqual(['quick']);
      await window.press('ArrowDown');
      expect(await selected(window)).toEqual(['slow']);
      await window.press('Enter');
      await window.row('slow').shows('Paused');
      await window.press('Enter');
      await window.row('slow').shows('Downloading');

      await window.press('ArrowUp');
      await window.press('Delete');
      await window.row('quick').isGone();
      expect(await differencesIn(quick.torrent.files, stage.downloads)).toEqual([]);
      expect(await focusedRole(window)).toBe('grid');

      await window.page.keyboard.down('Shift');
      await window.press('Delete');
      await window.page.keyboard.up('Shift');
      await window.sees('Remove this torrent?');
      await window.press('Escape');
      await window.seesNoMore('Remove this torrent?');
      await window.row('slow').shows('Complete, seeding');
    },
    LIMIT_MS,
  );
});
