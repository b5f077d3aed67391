import { expect, test } from '@jest/globals';
import { readTexts } from '../../../build.mjs';
import { describeWith } from '../../support/counterpart.ts';
import { useWindow } from './use-window.ts';

describeWith('chromium', () => {
  const ui = useWindow();

  test('shows names as they are, and takes none for markup', async () => {
    await ui.open('names');
    expect(await ui.page.$('.list img')).toBeNull();
    await ui.sees('<img src=x onerror=alert');
  });

  test('the heads of columns speak the language of the window', async () => {
    await ui.page.evaluateOnNewDocument(() => {
      const pane = { open: true, tab: 'peers', height: 300 };
      const preferences = { language: 'de' };
      sessionStorage.setItem('appearance', JSON.stringify({ pane, preferences }));
    });
    await ui.open('detailed');
    await ui.page.click('.list .row-name');
    await ui.page.waitForSelector('.pane [role=gridcell]');
    const heads = await ui.page.$$eval('.pane [role=columnheader]', (found) =>
      found.map(({ textContent }) => textContent),
    );
    const german = (await readTexts()).get('de') ?? {};
    expect(heads.slice(0, 2)).toEqual([german['peers.address'], german['peers.client']]);
  });

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
});

/** Runs in the page. */
function visibleToasts(): (string | null)[] {
  return [...document.querySelectorAll('.toast')]
    .filter((toast) => toast.getClientRects().length > 0)
    .map((toast) => toast.querySelector('.toast-headline')?.textContent ?? null);
}
