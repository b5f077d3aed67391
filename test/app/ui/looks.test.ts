import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { drop } from '../support/drop.ts';
import { axeFindings } from './axe-findings.ts';
import { dropFiles } from './drop-files.ts';
import type { ScenarioName } from './scenarios.ts';
import { useWindow } from './use-window.ts';

const FOLDER = dirname(createRequire(import.meta.url).resolve('preact/package.json'));

describeWith('chromium', () => {
  const ui = useWindow();

  test('shows names as they are, and takes none for markup', async () => {
    await ui.open('names');
    expect(await ui.page.$('.list img')).toBeNull();
    await ui.sees('<img src=x onerror=alert');
  });

  test.each(['mix', 'embedded', 'errors', 'names', 'sharing'] as const)(
    'fits %s into any width, everything selected',
    async (scenario) => {
      await ui.open(scenario);
      await selectAll();
      for (const width of [360, 480, 720, 800, 1040, 1600]) {
        await ui.page.setViewport({ width, height: 720 });
        const widest = await ui.page.evaluate(() =>
          Math.max(
            ...[...document.querySelectorAll('.window, .main, .add-bar, .toolbar')].map(
              (part) => part.scrollWidth,
            ),
          ),
        );
        expect(widest).toBeLessThanOrEqual(width);
      }
    },
  );

  test.each([360, 700])(
    'at a width of %d only the newest toast shows, and on no row',
    async (width) => {
      await ui.open('errors', width);
      await ui.page.evaluate(() => {
        const { engine } = globalThis.harness;
        for (const name of ['One', 'Two', 'Three']) {
          engine.alert({ kind: 'completed', id: name, name });
        }
      });
      await ui.sees('is complete.');
      expect(await ui.page.evaluate(visibleToasts)).toEqual([
        '\u2068Three\u2069 is complete.',
      ]);
      const { list, toasts } = await ui.page.evaluate(() => ({
        list: document.querySelector('.main')!.getBoundingClientRect().bottom,
        toasts: document.querySelector('.toasts')!.getBoundingClientRect().top,
      }));
      expect(toasts).toBeGreaterThanOrEqual(list);
    },
  );

  const looks = (
    ['empty', 'mix', 'queued', 'embedded', 'errors', 'sharing'] as const
  ).flatMap((scenario) =>
    (['light', 'dark'] as const).map((scheme) => [scenario, scheme] as const),
  );

  test.each(looks)('axe finds nothing wrong with %s in %s', async (scenario, scheme) => {
    await ui.page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    await ui.open(scenario, 800);
    expect(await axeFindings(ui.page)).toEqual([]);
    if (scenario === 'empty') {
      await ui.click('button', 'Settings');
    } else {
      await selectAll();
      // With the files: of that it is asked.
      await ui.page.keyboard.down('Shift');
      await ui.page.keyboard.press('Delete');
      await ui.page.keyboard.up('Shift');
    }
    await ui.page.waitForSelector('dialog[open]');
    expect(await axeFindings(ui.page)).toEqual([]);
  });

  async function selectAll(): Promise<void> {
    await ui.page.focus('.list [role=grid]');
    await ui.page.keyboard.down('Control');
    await ui.page.keyboard.press('a');
    await ui.page.keyboard.up('Control');
  }

  /** The ways to the dialogs: each with what is in the window first. */
  const DIALOGS: Record<string, readonly [ScenarioName, () => Promise<void>]> = {
    'a folder dropped': ['names', () => drop(ui.page, FOLDER)],
    sharing: [
      'mix',
      async () => {
        await ui.click('button', 'Share…');
        await ui.click('menuitem', 'Share a folder…');
        await ui.page.waitForSelector('dialog');
        await ui.page.click('summary');
      },
    ],
    'sharing refused': [
      'mix',
      async () => {
        await dropFiles(ui.page, `${'long '.repeat(40)}\u202e<b>.mkv`);
        await ui.page.waitForSelector('dialog');
        await ui.page.focus('dialog textarea');
        await ui.page.keyboard.sendCharacter('x'.repeat(2100));
        await ui.sees('One of the addresses is too long.');
      },
    ],
    trackers: ['excess', () => chooseOfFirst('Edit trackers…')],
    settings: [
      'mix',
      async () => {
        await ui.click('button', 'Settings');
        await ui.page.waitForSelector('.settings-list h3');
      },
    ],
    'adding peers': [
      'crowded',
      async () => {
        await ui.click('button', 'Details');
        await ui.click('tab', 'Peers');
        await ui.click('button', 'Add peers…');
      },
    ],
    'the network': ['crowded', () => ui.page.click('.bar-network')],
  };

  async function chooseOfFirst(item: string): Promise<void> {
    await ui.page.click('[role=row] [aria-haspopup=menu]');
    await ui.click('menuitem', item);
    await ui.page.waitForSelector('dialog :is(textarea, .facts)');
  }

  const dialogs = Object.keys(DIALOGS).flatMap((name) =>
    (['light', 'dark'] as const).map((scheme) => [name, scheme] as const),
  );

  test.each(dialogs)(
    'the dialog of %s fits a narrow window and axe finds nothing wrong with it, in %s',
    async (name, scheme) => {
      await ui.page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
      const [scenario, open] = DIALOGS[name]!;
      await ui.open(scenario, 360);
      await open();
      await ui.page.waitForSelector('dialog[open]');
      const tooWide = await ui.page.evaluate(() =>
        [...document.querySelectorAll('dialog, dialog *')]
          .filter((part) => part.getBoundingClientRect().right > innerWidth)
          .map((part) => part.outerHTML.slice(0, 100)),
      );
      expect(tooWide).toEqual([]);
      expect(await axeFindings(ui.page)).toEqual([]);
    },
  );
});

/** Runs in the page. */
function visibleToasts(): (string | null)[] {
  return [...document.querySelectorAll('.toast')]
    .filter((toast) => toast.getClientRects().length > 0)
    .map((toast) => toast.querySelector('.toast-headline')?.textContent ?? null);
}
