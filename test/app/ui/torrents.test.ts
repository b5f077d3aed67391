import { expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import { describeWith } from '../../support/counterpart.ts';
import { makeRow } from './make-row.ts';
import { useWindow } from './use-window.ts';

describeWith('chromium', () => {
  const ui = useWindow();

  test('pauses and resumes one torrent', async () => {
    await ui.open('mix');
    const { id } = makeRow(1);
    await ui.click('button', 'Pause: debian-13.2.0-amd64-DVD-1.iso');
    await ui.click('button', 'Resume: debian-13.2.0-amd64-DVD-1.iso');
    await ui.find('button', 'Pause: debian-13.2.0-amd64-DVD-1.iso');
    expect(await ui.commanded()).toEqual([
      { kind: 'pause', id },
      { kind: 'resume', id },
    ]);
  });

  test('says that a torrent waits for its turn, which can be paused', async () => {
    await ui.open('queued');
    await ui.sees('Queued');
    await ui.click('button', 'Pause: Cosmos Laundromat, all formats');
    expect(await ui.commanded()).toEqual([{ kind: 'pause', id: makeRow(2).id }]);
  });

  test('keeps the files of a torrent that is removed, unless told otherwise', async () => {
    await ui.open('mix');
    await ui.click('button', 'Remove: Sintel (2010) 4K');
    await ui.click('button', 'More: Big Buck Bunny 60fps');
    await ui.click('menuitem', 'Remove and delete files…');
    await ui.find('dialog', 'Remove this torrent?');
    await ui.click('button', 'Remove and delete files');
    await ui.sees('4 torrents');
    expect(await ui.commanded()).toEqual([
      { kind: 'remove', id: makeRow(2).id, deleteData: false, undo: true },
      { kind: 'remove', id: makeRow(3).id, deleteData: true, undo: true },
    ]);
  });

  test('is worked by the keyboard alone', async () => {
    await ui.open('mix');
    const names = (...numbers: number[]) =>
      numbers.map((number) => MIX_NAMES[number - 1] ?? '');
    const press = (key: Parameters<Page['keyboard']['press']>[0]) =>
      ui.page.keyboard.press(key);
    await ui.page.focus('.list [role=grid]');
    await press('ArrowDown');
    expect(await ui.selected()).toEqual(names(2));
    await ui.page.keyboard.down('Shift');
    await press('ArrowDown');
    await ui.page.keyboard.up('Shift');
    expect(await ui.selected()).toEqual(names(2, 3));
    await press('Enter');
    await press('End');
    await press('Space');
    expect(await ui.selected()).toEqual([]);
    await ui.page.keyboard.down('Control');
    await press('a');
    await ui.page.keyboard.up('Control');
    expect(await ui.selected()).toHaveLength(6);
    await press('Escape');
    expect(await ui.selected()).toEqual([]);
    await press('Home');
    await press('Delete');
    await ui.sees('5 torrents');
    expect(await ui.commanded()).toEqual([
      { kind: 'pause', id: makeRow(2).id },
      { kind: 'pause', id: makeRow(3).id },
      { kind: 'remove', id: makeRow(1).id, deleteData: false, undo: true },
    ]);
    await ui.page.waitForFunction(() =>
      document.activeElement?.textContent?.includes('Sintel (2010) 4K'),
    );
  });

  const MIX_NAMES = [
    'debian-13.2.0-amd64-DVD-1.iso',
    'Sintel (2010) 4K',
    'Big Buck Bunny 60fps',
  ];

  test('opens the menu of a row, and Escape leads back to its button', async () => {
    await ui.open('mix');
    await ui.click('button', 'More: Sintel (2010) 4K');
    await ui.find('menuitem', 'Pause');
    await ui.page.keyboard.press('ArrowDown');
    await ui.page.keyboard.press('Escape');
    await ui.page.waitForFunction(() => document.querySelector('[role=menu]') === null);
    expect(await ui.page.evaluate(() => document.activeElement?.ariaLabel)).toBe(
      'More: Sintel (2010) 4K',
    );
  });

  test('has the files of a torrent checked, but not those of a link', async () => {
    await ui.open('mix');
    await ui.click('button', 'More: Sintel (2010) 4K');
    await ui.click('menuitem', 'Check files');
    await ui.sees('Checking files, 50.0%');
    expect(await ui.commanded()).toEqual([{ kind: 'recheck', id: makeRow(2).id }]);
    await ui.click('button', 'More: magnet: Cosmos Laundromat');
    const item = await ui.find('menuitem', 'Check files');
    expect(await item.evaluate((one) => (one as HTMLButtonElement).disabled)).toBe(true);
  });

  test('says of each error what is wrong and what to do, and tries again', async () => {
    await ui.open('errors');
    await ui.sees('There is no space left.');
    await ui.sees('Reconnect the drive or put the folder back, then retry.');
    await ui.sees('The tracker says: torrent not registered with this tracker');
    await ui.sees('Something new went wrong.');
    await ui.sees('Not listening: The port is used by another program.');
    await ui.click('button', 'Retry: debian-13.2.0-amd64-DVD-1.iso');
    await ui.find('button', 'Pause: debian-13.2.0-amd64-DVD-1.iso');
    expect(await ui.commanded()).toEqual([{ kind: 'resume', id: makeRow(1).id }]);
  });

  test('tells of what completed and what failed, and only counts dropped peers', async () => {
    await ui.open('complete');
    await ui.page.evaluate((id) => {
      const { engine } = globalThis.harness;
      const error = { fault: 'storage', code: 'no-space', message: '' } as const;
      engine.alert({ kind: 'completed', id, name: 'One' });
      engine.alert({ kind: 'torrent-error', id, name: 'Two', error });
      engine.alert({ kind: 'peer-dropped', id, peer: '192.0.2.1:1', error });
    }, makeRow(1).id);
    await ui.sees('1 misbehaving peer dropped');
    expect(await ui.page.$$eval('.toast', (toasts) => toasts.length)).toBe(2);
  });

  test('a failure is told of until the torrent goes on or is removed', async () => {
    await ui.open('complete');
    const toasts = () =>
      ui.page.$$eval('.toast-headline', (found) => found.map((one) => one.textContent));
    const [first, second] = [makeRow(1).id, makeRow(2).id];
    await ui.page.evaluate(
      (ids) => {
        const { engine } = globalThis.harness;
        const error = { fault: 'storage', code: 'no-space', message: '' } as const;
        for (const id of ids) {
          engine.alert({ kind: 'torrent-error', id, name: id, error });
          engine.change(id, { status: 'error', error });
        }
      },
      [first, second],
    );
    await ui.page.waitForFunction(() => document.querySelectorAll('.toast').length === 2);
    await ui.page.evaluate((id) => {
      globalThis.harness.engine.change(id, { status: 'downloading', error: null });
    }, first);
    await ui.page.waitForFunction(() => document.querySelectorAll('.toast').length === 1);
    expect(await toasts()).toEqual([`\u2068${second}\u2069 stopped.`]);

    await ui.click('button', 'Remove: Sintel (2010) 4K');
    await ui.sees('Removed');
    expect(await toasts()).not.toContain(`\u2068${second}\u2069 stopped.`);
  });

  test('shows that the engine is gone, and goes on when it is back', async () => {
    await ui.open('mix');
    await ui.page.evaluate(() => {
      const { engine } = globalThis.harness;
      engine.reachable = false;
      engine.disconnect();
    });
    await ui.sees('Reconnecting…');
    await ui.click('button', 'Pause: Sintel (2010) 4K');
    await ui.sees('Rill’s engine did not answer.');
    await ui.page.evaluate(() => {
      globalThis.harness.engine.reachable = true;
    });
    await ui.page.waitForFunction(
      () => document.querySelector('.banner')?.textContent === '',
    );
  });
});
