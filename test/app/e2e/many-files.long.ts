import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { makeFileSet } from '../../support/file-set.ts';
import type { RillWindow } from '../support/rill-window.ts';
import { Stage } from '../support/stage.ts';
import { WindowDetails } from '../support/window-details.ts';

const LIMIT_MS = 300_000;
const FILES = 10_000;
/** Milliseconds. */
const SHOWN_WITHIN = 3_000;

let stage: Stage;
let window: RillWindow;

describeWith('chromium', () => {
  beforeAll(async () => {
    stage = await Stage.open();
    ({ window } = await stage.start());
    const sizes = Object.fromEntries(
      Array.from({ length: FILES }, (_, index) => [
        `folder ${Math.floor(index / 100)}/file ${index}.bin`,
        100,
      ]),
    );
    await makeFileSet(stage.shared, 'many', sizes);
    await window.share([join(stage.shared, 'many')]);
    await window.row('many').shows('Complete, seeding', LIMIT_MS);
  }, 2 * LIMIT_MS);

  afterAll(() => stage.close(), LIMIT_MS);

  test(
    'of 10,000 files only those in sight are drawn, and the last is a key away',
    async () => {
      const details = await WindowDetails.open(window, 'many');
      const before = performance.now();
      await details.choose('Files');
      await details.shows(/folder 1 10\.0 kB 100%/);
      expect(performance.now() - before).toBeLessThan(SHOWN_WITHIN);
      await (await window.find('searchbox', 'Search files')).type('bin');
      await window.sees('10,000 files found');
      await (await window.find('treegrid', 'Files')).focus();
      await window.press('End');
      await details.shows(/file 9999\.bin/);
      expect((await details.rows()).length).toBeLessThan(60);
    },
    LIMIT_MS,
  );
});
