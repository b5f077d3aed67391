import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { useWindow } from './use-window.ts';

describeWith('chromium', () => {
  const ui = useWindow();

  test('shows names as they are, and takes none for markup', async () => {
    await ui.open('names');
    expect(await ui.page.$('.list img')).toBeNull();
    await ui.sees('<img src=x onerror=alert');
  });

  test.each(['mix', 'embedded', 'errors', 'names'] as const)(
    'fits %s into any width, everything selected',
    async (scenario) => {
      await ui.open(scenario);
      await ui.page.focus('[role=row][tabindex="0"]');
      await ui.page.keyboard.down('Control');
      await ui.page.keyboard.press('a');
      await ui.page.keyboard.up('Control');
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

  const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

  const looks = (['empty', 'mix', 'embedded', 'errors'] as const).flatMap((scenario) =>
    (['light', 'dark'] as const).map((scheme) => [scenario, scheme] as const),
  );

  test.each(looks)('axe finds nothing wrong with %s in %s', async (scenario, scheme) => {
    await ui.page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    await ui.open(scenario, 800);
    expect(await axeFindings()).toEqual([]);
    if (scenario === 'empty') {
      await ui.click('button', 'Settings');
    } else {
      await ui.page.focus('[role=row][tabindex="0"]');
      await ui.page.keyboard.press('Delete');
    }
    await ui.page.waitForSelector('dialog[open]');
    expect(await axeFindings()).toEqual([]);
  });

  async function axeFindings(): Promise<string[]> {
    await ui.page.evaluate(await readFile(AXE, 'utf8'));
    return ui.page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run(document);
      return violations.flatMap((violation) =>
        violation.nodes.map(
          (node) => `${violation.id}: ${node.html} ${node.failureSummary}`,
        ),
      );
    });
  }
});

/** Runs in the page. */
function visibleToasts(): (string | null)[] {
  return [...document.querySelectorAll('.toast')]
    .filter((toast) => toast.getClientRects().length > 0)
    .map((toast) => toast.querySelector('.toast-headline')?.textContent ?? null);
}
