import { expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { makeRow } from './make-row.ts';
import { useWindow } from './use-window.ts';

const BUNNY = 'Big Buck Bunny 60fps';
const SINTEL = 'Sintel (2010) 4K';
const AMELIE = 'Le Fabuleux Destin d’Amélie';
const LAUNDROMAT = 'magnet: Cosmos Laundromat';
const ID_OF = { [BUNNY]: makeRow(2).id, [SINTEL]: makeRow(3).id };

describeWith('chromium', () => {
  const ui = useWindow();

  const names = () =>
    ui.page.$$eval('.list .row-name', (all) => all.map((one) => one.textContent));

  /** Waits until these rows are shown, and no other. */
  async function shows(...expected: string[]): Promise<void> {
    await ui.page.waitForFunction(
      (wanted) => {
        const rows = [...document.querySelectorAll('.list .row-name')];
        return rows.map((row) => row.textContent).join('|') === wanted;
      },
      {},
      expected.join('|'),
    );
  }

  async function press(keys: string): Promise<void> {
    const parts = keys.split('+');
    for (const held of parts.slice(0, -1)) await ui.page.keyboard.down(held as 'Control');
    await ui.page.keyboard.press(parts.at(-1) as 'f');
    for (const held of parts.slice(0, -1)) await ui.page.keyboard.up(held as 'Control');
  }

  const focused = () =>
    ui.page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.getAttribute('aria-label') ?? activeElement?.tagName ?? '';
    });

  const nameOfFocus = () =>
    ui.page.waitForFunction(() => document.activeElement?.getAttribute('aria-label'));

  test('one choice of each group holds, until they are cleared', async () => {
    await ui.open('labelled');
    await ui.click('radio', 'Films, 2 torrents');
    await shows(BUNNY, SINTEL);
    await ui.sees('2 of 5 torrents');
    await ui.click('radio', 'Seeding, 1 torrent');
    await shows(BUNNY);
    await ui.click('radio', 'Tracker problem, 1 torrent');
    await ui.sees('No torrent matches');
    expect(await names()).toEqual([]);
    await ui.click('button', 'Clear filters');
    await ui.sees('5 torrents');
    await ui.click('radio', 'No label, 2 torrents');
    await shows(AMELIE, LAUNDROMAT);
    // The arrow keys go on from there: to the first label.
    await press('ArrowDown');
    await shows(BUNNY, SINTEL);
  });

  test('words of names are looked for, by the keyboard alone', async () => {
    await ui.open('labelled');
    await press('/');
    expect(await focused()).toBe('Search torrents');
    await ui.page.keyboard.type('AMELIE fab');
    await shows(AMELIE);
    await press('Enter');
    expect(await focused()).not.toBe('Search torrents');
    await press('Control+f');
    expect(await focused()).toBe('Search torrents');
    await press('Escape');
    await ui.sees('5 torrents');
    expect(await focused()).toBe('Search torrents');
  });

  test('nothing is done to what is not shown', async () => {
    await ui.open('labelled');
    await ui.click('button', 'Resume all');
    await ui.click('radio', 'Films, 2 torrents');
    await shows(BUNNY, SINTEL);
    await ui.click('button', 'Pause shown');
    await ui.page.click('.list .row-name');
    await press('Control+a');
    await ui.click('radio', 'Seeding, 0 torrents');
    await ui.click('radio', 'Paused, 2 torrents');
    await ui.sees('2 of 5 torrents');
    expect(await ui.selected()).toEqual([]);
    const paused = (await ui.commanded()).filter(({ kind }) => kind === 'pause');
    expect(paused.map((command) => 'id' in command && command.id)).toEqual([
      ID_OF[BUNNY],
      ID_OF[SINTEL],
    ]);
  });

  test('groups fold, the filters close, and both are so in the next window', async () => {
    await ui.open('labelled');
    await ui.click('radio', 'Paused, 1 torrent');
    await ui.click('button', 'Status');
    await ui.sees('Labels');
    expect(await ui.page.$('[name="filter-status"]')).toBeNull();
    await ui.page.waitForFunction(() =>
      sessionStorage.getItem('appearance')?.includes('"folded":["status"]'),
    );
    await ui.page.reload();
    await ui.find('radio', 'All labels, 5 torrents');
    expect(await ui.page.$('[name="filter-status"]')).toBeNull();
    await ui.click('button', 'Filters');
    await ui.page.waitForSelector('aside', { hidden: true });
  });

  test('narrow, the filters lie over the list and keep the focus, then give it back', async () => {
    await ui.open('labelled-oddly', 360);
    await (await ui.find('button', 'Filters')).focus();
    await press('Enter');
    await ui.page.waitForSelector('dialog[open]');
    for (let stop = 0; stop < 12; stop++) {
      await press('Tab');
      const isWithin = await ui.page.evaluate(
        () =>
          document.activeElement === document.body ||
          document.activeElement?.closest('dialog') !== null,
      );
      expect(isWithin).toBe(true);
    }
    await ui.click('radio', 'Seeding, 1 torrent');
    await ui.click('button', 'Show 1 torrent');
    await shows('Short');
    await nameOfFocus();
    expect(await focused()).toBe('Filters, some are on');
  });

  test('labels of several are set at once, those that only some have left alone', async () => {
    await ui.open('labelled');
    await ui.click('radio', 'Films, 2 torrents');
    await shows(BUNNY, SINTEL);
    await ui.page.click('.list .row-name');
    await press('Control+a');
    await ui.page.click('.list .row-name', { button: 'right' });
    await ui.click('menuitem', 'Labels…');
    await ui.page.waitForSelector('dialog[open]');
    const boxes = await ui.page.$$eval('dialog input[type=checkbox]', (all) =>
      all.map((box) => (box.indeterminate ? 'mixed' : box.checked)),
    );
    // Animation, Films, For the train, Linux.
    expect(boxes).toEqual([true, true, 'mixed', false]);
    await ui.click('checkbox', 'Animation');
    await ui.click('textbox', 'New label');
    await ui.page.keyboard.type('\u202eexe');
    await ui.sees('characters that can be seen');
    await press('Control+a');
    await ui.page.keyboard.type('linux');
    await ui.click('button', 'Save');
    await ui.page.waitForSelector('dialog', { hidden: true });
    expect((await ui.commanded()).at(-1)).toEqual({
      kind: 'set-labels',
      ids: [ID_OF[BUNNY], ID_OF[SINTEL]],
      add: ['Linux'],
      remove: ['Animation'],
    });
    await ui.find('radio', 'Linux, 3 torrents');
  });

  test('a label is renamed where it is chosen, and taken off all, which can be undone', async () => {
    await ui.open('labelled');
    await ui.click('radio', 'Films, 2 torrents');
    await ui.click('button', 'More: Films');
    await ui.click('menuitem', 'Rename…');
    await ui.page.waitForSelector('dialog[open]');
    await ui.page.keyboard.type('Movies');
    await press('Enter');
    await ui.find('radio', 'Movies, 2 torrents');
    await shows(BUNNY, SINTEL);
    await ui.click('button', 'More: Movies');
    await ui.click('menuitem', 'Remove from all');
    await ui.sees('off 2 torrents.');
    await ui.sees('5 torrents');
    await ui.click('button', 'Undo');
    await ui.find('radio', 'Movies, 2 torrents');
  });

  test('it fits any width, both ways', async () => {
    await ui.open('labelled-oddly', 1280);
    await ui.click('radio', 'Downloading, 1 torrent');
    for (const direction of ['ltr', 'rtl']) {
      await ui.page.evaluate((dir) => {
        document.documentElement.dir = dir;
      }, direction);
      for (const width of [360, 800, 900, 1100, 1600]) {
        await ui.page.setViewport({ width, height: 720 });
        const tooWide = await ui.page.evaluate(() =>
          [...document.querySelectorAll('.body, .filter-bar, .toolbar, .toolbar > *')]
            .filter((part) => {
              const { left, right } = part.getBoundingClientRect();
              return left < -0.5 || right > innerWidth + 0.5;
            })
            .map((part) => `${part.className} at ${innerWidth}`),
        );
        expect(tooWide).toEqual([]);
      }
    }
  });
});
