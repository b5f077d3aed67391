import { expect, test } from '@jest/globals';
import type { Viewport } from 'puppeteer';
import { describeWith } from '../../../support/counterpart.ts';
import { axeFindings } from '../axe-findings.ts';
import { useWindow } from '../use-window.ts';
import { focusFaults } from './focus-faults.ts';
import { layoutFaults } from './layout-faults.ts';
import { COMPANION_VIEWS, VIEWS } from './views.ts';

/** The last is a window of 1280 pixels at 200%. */
const SIZES: readonly Viewport[] = [
  { width: 1600, height: 900 },
  { width: 800, height: 640 },
  { width: 360, height: 640 },
  { width: 640, height: 360, deviceScaleFactor: 2 },
];

describeWith('chromium', () => {
  const ui = useWindow();

  const wear = (scheme: 'light' | 'dark') =>
    ui.page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
  const turn = (dir: 'ltr' | 'rtl') =>
    ui.page.evaluate((to) => {
      document.documentElement.dir = to;
    }, dir);

  /** Of the view as it is: axe, focus and motion; then its layout at each size, both ways. */
  async function faults(sizes: readonly Viewport[]): Promise<unknown[]> {
    const found: unknown[] = [];
    const add = (what: unknown, list: readonly string[]) => {
      if (list.length > 0) found.push([what, list]);
    };
    add('light', await axeFindings(ui.page));
    await wear('dark');
    add('dark', await axeFindings(ui.page, ['color-contrast']));
    add('focus', await ui.page.evaluate(focusFaults));
    add('motion', await ui.page.evaluate(moving));
    for (const size of sizes) {
      await ui.resize(size.width, size.height, size.deviceScaleFactor);
      for (const dir of ['ltr', 'rtl'] as const) {
        await turn(dir);
        add([dir, size.width], await ui.page.evaluate(layoutFaults));
      }
    }
    return found;
  }

  test.each(Object.entries(VIEWS))(
    '%s: axe finds nothing, and it fits any window',
    async (_name, { scenario, width = 800, open }) => {
      await wear('light');
      await ui.open(scenario, width);
      await open?.(ui);
      // What is another view when narrow is that view no more.
      const sizes = SIZES.filter((size) =>
        width === 360 ? size.width === 360 : width === 800 || size.width >= width,
      );
      expect(await faults(sizes)).toEqual([]);
    },
  );

  test.each(Object.entries(COMPANION_VIEWS))(
    'the companion, %s: axe finds nothing, and it fits any window',
    async (_name, query) => {
      await wear('light');
      await ui.page.setViewport({ width: 800, height: 640 });
      await ui.openCompanion(query);
      expect(await faults(SIZES)).toEqual([]);
    },
  );
});

/** Runs in the page. */
function moving(): string[] {
  return document
    .getAnimations()
    .filter(({ playState }) => playState === 'running')
    .map(({ effect }) => (effect as KeyframeEffect).target?.className ?? '');
}
