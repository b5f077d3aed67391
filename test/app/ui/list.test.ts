import { expect, test } from '@jest/globals';
import type { KeyInput } from 'puppeteer';
import { describeWith } from '../../support/counterpart.ts';
import { makeRow } from './make-row.ts';
import { useWindow } from './use-window.ts';

describeWith('chromium', () => {
  const ui = useWindow();

  const press = async (...keys: KeyInput[]) => {
    for (const key of keys.slice(0, -1)) await ui.page.keyboard.down(key);
    await ui.page.keyboard.press(keys.at(-1)!);
    for (const key of keys.slice(0, -1)) await ui.page.keyboard.up(key);
  };
  /** The names of the rows that are drawn, in order. */
  const names = () =>
    ui.page.$$eval('.list .row-name', (all) => all.map((one) => one.textContent));
  const heads = () =>
    ui.page.$$eval('.list [role=columnheader]', (all) =>
      all.map((head) => head.textContent),
    );
  const head = async (name: string) => {
    const selector = `.list ::-p-aria([name="${name}"][role="button"])`;
    return (await ui.page.waitForSelector(selector))!;
  };
  const sorting = () =>
    ui.page.$eval('.list [aria-sort]', (one) => [one.textContent, one.ariaSort]);
  const widthOf = (column: string) =>
    ui.page.$eval(
      `.list .grid-head > [data-column="${column}"]`,
      (one) => one.getBoundingClientRect().width,
    );
  /** The last of what the engine was told of what is on screen. */
  const watched = () =>
    ui.page.evaluate(() => {
      const { commands } = globalThis.harness.engine;
      return commands.filter(({ kind }) => kind === 'watch').at(-1);
    });
  /** The name of the row that a screen reader is on. */
  /** The row that the keyboard is on, once it is drawn: it may have been out of sight. */
  const active = async () => {
    const row = await ui.page.waitForFunction(() => {
      const grid = document.querySelector('.list [role=grid]');
      const id = grid?.getAttribute('aria-activedescendant') ?? '';
      const found = document.getElementById(id);
      return found && [found.querySelector('.row-name')?.textContent, found.ariaRowIndex];
    });
    return row.jsonValue();
  };

  test('draws of a thousand torrents those in sight, and says where they are', async () => {
    await ui.open('thousand');
    const grid = await ui.find('grid', 'Torrents');
    expect(await grid.evaluate((one) => one.ariaRowCount)).toBe('1001');
    expect((await names()).length).toBeLessThan(40);
    await grid.focus();
    expect(await active()).toEqual(['torrent 1', '2']);
    await press('End');
    expect(await active()).toEqual(['torrent 1000', '1001']);
    expect((await names()).length).toBeLessThan(40);
    await press('PageUp');
    await press('Shift', 'Home');
    await ui.page.waitForFunction(() =>
      /^9\d\d selected$/.test(document.querySelector('.toolbar h2')!.textContent),
    );
    expect(await active()).toEqual(['torrent 1', '2']);
    await press('Escape');
    await ui.page.keyboard.type('torrent 77');
    expect(await active()).toEqual(['torrent 77', '78']);
    expect(await ui.selected()).toEqual(['torrent 77']);
  });

  test('tells the engine which rows are in sight, and that none is while it is hidden', async () => {
    await ui.open('thousand');
    await ui.page.waitForFunction(() =>
      globalThis.harness.engine.commands.some(
        (command) => command.kind === 'watch' && command.ids.length > 5,
      ),
    );
    const first = makeRow(1).id;
    expect(await watched()).toMatchObject({ others: 'state', hidden: false });
    expect((await watched()) as object).toHaveProperty('ids.0', first);
    await ui.page.$eval('.list .grid-scroller', (scroller) => {
      scroller.scrollTop = scroller.scrollHeight / 2;
    });
    const middle = makeRow(505).id;
    await ui.page.waitForFunction(
      (id) => {
        const { commands } = globalThis.harness.engine;
        const last = commands.filter(({ kind }) => kind === 'watch').at(-1);
        return last?.kind === 'watch' && last.ids.includes(id) && last.ids.length < 30;
      },
      {},
      middle,
    );
    const cover = await ui.page.browser().newPage();
    await cover.bringToFront();
    await ui.page.waitForFunction(
      () => {
        const { commands } = globalThis.harness.engine;
        const last = commands.filter(({ kind }) => kind === 'watch').at(-1);
        return last?.kind === 'watch' && last.hidden && last.ids.length === 0;
      },
      { polling: 100 },
    );
    await cover.close();
  });

  test('orders by the head of a column, by pointer and by keyboard, and as it was', async () => {
    await ui.open('mix');
    const before = await names();
    await (await head('Size')).click();
    expect(await sorting()).toEqual(['Size', 'descending']);
    expect((await names())[0]).toBe('Sintel (2010) 4K');
    await (await head('Size')).click();
    expect(await sorting()).toEqual(['Size', 'ascending']);
    expect((await names()).at(-1)).toBe('Sintel (2010) 4K');
    await (await head('Size')).click();
    expect(await ui.page.$('.list [aria-sort]')).toBeNull();
    expect(await names()).toEqual(before);
    await (await head('Name')).focus();
    await press('ArrowRight');
    await press('Enter');
    expect(await sorting()).toEqual(['Progress', 'descending']);
    await ui.page.waitForFunction(() =>
      globalThis.harness.engine.commands.some(
        (command) => command.kind === 'watch' && command.others === 'figures',
      ),
    );
  });

  test('columns are made wider and moved by the keyboard and the pointer, and stay so', async () => {
    await ui.open('mix');
    const width = await widthOf('size');
    await (await head('Size')).focus();
    await press('Shift', 'ArrowRight');
    expect(await widthOf('size')).toBeCloseTo(width + 16, 0);
    await press('Control', 'ArrowLeft');
    expect((await heads()).slice(0, 3)).toEqual(['Name', 'Size', 'Progress']);
    await ui.page.waitForFunction(() => document.activeElement?.textContent === 'Size');

    const edge = (await ui.page.$('[data-column="down"] > .grid-edge'))!;
    const { x, y } = (await edge.clickablePoint())!;
    const narrow = await widthOf('down');
    await drag(x, y, x + 40);
    expect(await widthOf('down')).toBeCloseTo(narrow + 40, 0);

    const from = await (await head('Up')).clickablePoint();
    const end = (await ui.page.$('[data-column="name"] > .grid-edge'))!;
    await drag(from.x, from.y, (await end.clickablePoint()).x);
    expect((await heads())[1]).toBe('Up');
    expect(await ui.page.$('.list [aria-sort]')).toBeNull();

    await ui.page.waitForFunction(() =>
      sessionStorage.getItem('appearance')?.includes('"columns":["name","up","size"'),
    );
    await ui.page.reload();
    await ui.page.waitForSelector('.list .row-name');
    expect((await heads()).slice(0, 4)).toEqual(['Name', 'Up', 'Size', 'Progress']);
    expect(await widthOf('size')).toBeCloseTo(width + 16, 0);
  });

  async function drag(x: number, y: number, to: number): Promise<void> {
    await ui.page.mouse.move(x, y);
    await ui.page.mouse.down();
    await ui.page.mouse.move((x + to) / 2, y);
    await ui.page.mouse.move(to, y);
    await ui.page.mouse.up();
  }

  test('columns are chosen in the menu of a head, and restored', async () => {
    await ui.open('mix');
    await (await head('Size')).click({ button: 'right' });
    await ui.click('menuitemcheckbox', 'Ratio');
    await ui.click('menuitemcheckbox', 'Size');
    await press('Escape');
    const shown = await heads();
    expect(shown).toContain('Ratio');
    expect(shown).not.toContain('Size');
    await ui.sees('0.49');
    await ui.click('button', 'Columns and order');
    await ui.click('menuitem', 'Restore the columns');
    expect(await heads()).toContain('Size');
    expect(await heads()).not.toContain('Ratio');
  });

  test('narrow, the order is chosen in the menu', async () => {
    await ui.open('mix', 360);
    await ui.click('button', 'Columns and order');
    await ui.click('menuitemcheckbox', 'Order by: Name');
    await press('Escape');
    expect((await names())[0]).toBe('Big Buck Bunny 60fps');
  });

  test('a menu stays in sight when the window becomes narrower around it', async () => {
    await ui.open('mix', 1600);
    const row = (await ui.page.$('::-p-text(Librivox collection)'))!;
    await row.click({ button: 'right' });
    await ui.page.waitForSelector('.menu');
    await ui.resize(360, 720);
    await ui.page.waitForFunction(() => {
      const { left, right } = document.querySelector('.menu')!.getBoundingClientRect();
      return left >= 0 && right <= innerWidth;
    });
  });

  test('the menu key opens the menu of all that are selected, to move them in the queue', async () => {
    await ui.open('mix');
    await (await ui.find('grid', 'Torrents')).focus();
    await press('Home');
    await press('Shift', 'ArrowDown');
    await press('ContextMenu');
    await ui.click('menuitem', 'To the top of the queue');
    const ids = [makeRow(1).id, makeRow(2).id];
    expect(await ui.commanded()).toEqual([{ kind: 'move-in-queue', ids, to: 'top' }]);
    // The keyboard is where it was.
    await press('ArrowDown');
    expect(await ui.selected()).toEqual(['Big Buck Bunny 60fps']);
    const third = (await ui.page.$('::-p-text(Librivox collection)'))!;
    await third.click({ button: 'right' });
    await ui.click('menuitem', 'Down in the queue');
    expect(await ui.selected()).toEqual(['Librivox collection, volume 3']);
    expect((await ui.commanded()).at(-1)).toEqual({
      kind: 'move-in-queue',
      ids: [makeRow(6).id],
      to: 'down',
    });
  });

  test('the keyboard stays in the list when the row that had it is gone', async () => {
    await ui.open('mix');
    await (await ui.find('button', 'Pause: Sintel (2010) 4K')).focus();
    await ui.page.evaluate((id) => {
      void globalThis.harness.engine.remove(id);
    }, makeRow(2).id);
    await ui.page.waitForFunction(
      () => document.activeElement === document.querySelector('.list [role=grid]'),
    );
    await press('Space');
    expect(await ui.selected()).toEqual(['Big Buck Bunny 60fps']);
  });
});
