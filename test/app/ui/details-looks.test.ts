import { expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { useWindow } from './use-window.ts';

/** Each tab, and what is there once it is drawn. */
const TABS = [
  ['General', '.pane .fact code'],
  ['Files', '.pane [role=row] .percent'],
  ['Peers', '.pane [role=gridcell]'],
  ['Trackers', '.pane [role=gridcell]'],
  ['Options', '.pane fieldset'],
] as const;

describeWith('chromium', () => {
  const ui = useWindow();

  const openTab = async (tab: string, drawn: string) => {
    if (!(await ui.page.$('.pane'))) await ui.click('button', 'Details');
    await ui.click('tab', tab);
    await ui.page.waitForSelector(drawn);
  };

  test('the details fit into any width, however much there is in them', async () => {
    await ui.open('crowded');
    for (const [tab, drawn] of TABS) {
      await openTab(tab, drawn);
      for (const width of [360, 800, 1600]) {
        await ui.resize(width, 640);
        expect([tab, width, await ui.page.evaluate(tooWide)]).toEqual([tab, width, []]);
      }
    }
  });

  test.each([
    [360, 640],
    [800, 640],
    [1600, 900],
  ])('at %d by %d what there is in a row lies within it', async (width, height) => {
    await ui.open('crowded', width);
    await ui.page.setViewport({ width, height });
    for (const [tab, drawn] of TABS.slice(1, 4)) {
      await openTab(tab, drawn);
      expect([tab, await ui.page.evaluate(outsideRows)]).toEqual([tab, []]);
    }
  });

  test('where there is no room for both, the details take the place of the list', async () => {
    await ui.open('detailed', 360);
    await ui.click('button', 'Details');
    const listIsShown = () => ui.page.$eval('.main', (main) => main.checkVisibility());
    expect(await listIsShown()).toBe(false);
    await ui.click('button', 'Close details');
    expect(await listIsShown()).toBe(true);
  });
});

/** Parts that reach beyond the window, but for what can be scrolled to. Runs in the page. */
function tooWide(): string[] {
  const fixed = document.querySelectorAll(
    '.window, .pane, .pane-head, .pane-bar, .pane-bar *, .general *, .options *, .status-bar *',
  );
  return [...fixed]
    .filter((part) => part.checkVisibility() && !part.classList.contains('unseen'))
    .filter((part) => part.getBoundingClientRect().right > innerWidth + 0.5)
    .map((part) => part.outerHTML.slice(0, 120));
}

/** Cells that reach below or above their row. Runs in the page. */
function outsideRows(): string[] {
  return [...document.querySelectorAll('.pane [role=rowgroup] [role=row]')].flatMap(
    (row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return [...row.children]
        .filter((cell) => cell.checkVisibility())
        .filter((cell) => {
          const box = cell.getBoundingClientRect();
          return box.top < top - 0.5 || box.bottom > bottom + 0.5;
        })
        .map((cell) => `${cell.textContent?.slice(0, 40)} in ${row.className}`);
    },
  );
}
