import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { expect, test } from '@jest/globals';
import type { CreatePlan } from '../../../src/api/contract.ts';
import { IGNORED } from '../../../src/api/ignored.ts';
import { describeWith } from '../../support/counterpart.ts';
import { drop } from '../support/drop.ts';
import { dropFiles } from './drop-files.ts';
import { makeRow } from './make-row.ts';
import { useWindow } from './use-window.ts';

const HOLIDAY = { id: 'chrome:7', name: 'Holiday' };
const FOLDER = dirname(createRequire(import.meta.url).resolve('preact/package.json'));
const titleOf = (name: string) => `Share “\u2068${name}\u2069”`;

/** What is shared when nothing is changed. */
const PLAIN: CreatePlan = {
  folder: HOLIDAY,
  path: [],
  name: 'Holiday',
  version: 'hybrid',
  trackers: [],
  webSeeds: [],
  private: false,
  ignore: IGNORED,
};

describeWith('chromium', () => {
  const ui = useWindow();

  async function chooseFolder(): Promise<void> {
    await ui.click('button', 'Share…');
    await ui.click('menuitem', 'Share a folder…');
    await ui.find('dialog', titleOf('Holiday'));
  }

  /** The engine refuses what comes next. */
  async function refuse(code: string, message = code): Promise<void> {
    await ui.page.evaluate(
      (error) => {
        globalThis.harness.engine.nextFailure = error;
      },
      { fault: 'input', code, message } as const,
    );
  }

  const focusedName = () =>
    ui.page.evaluate(() => {
      const focused = document.activeElement as HTMLInputElement | null;
      return focused?.labels?.[0]?.textContent ?? focused?.textContent;
    });

  test('asks what a dropped folder is for, and shares it where it is', async () => {
    await ui.open('mix');
    await drop(ui.page, FOLDER);
    await ui.find('dialog', 'What is this folder for?');
    await ui.click('button', 'Share it');
    await ui.find('dialog', titleOf('preact'));
    await ui.click('button', 'Share');
    await ui.sees('Making the torrent, 0.0%');
    expect(await ui.selected()).toEqual(['preact']);
    const folder = { id: 'chrome:7', name: 'Shared' };
    expect(await ui.commanded()).toEqual([
      { kind: 'create', plan: { ...PLAIN, folder, name: 'preact' } },
    ]);
  });

  test('offers a file that is no torrent for sharing, under its own name', async () => {
    await ui.open('mix');
    await dropFiles(ui.page, 'film.mkv');
    await ui.find('dialog', titleOf('film.mkv'));
    expect(await focusedName()).toBe('Trackers');
    await ui.click('button', 'Share');
    await ui.sees('Making the torrent');
    expect(await ui.commanded()).toMatchObject([
      { kind: 'create', plan: { path: ['film.mkv'] } },
    ]);
  });

  test('of a mixed drop, adds the torrents and offers the rest', async () => {
    await ui.open('mix');
    await dropFiles(ui.page, 'a.TORRENT', 'film.mkv', 'poster.jpg');
    await ui.find('dialog', titleOf('film.mkv'));
    expect(await ui.commanded()).toMatchObject([{ kind: 'add' }]);
  });

  test('does not lose an open dialog to what is dropped', async () => {
    await ui.open('mix');
    await chooseFolder();
    await dropFiles(ui.page, 'film.mkv', 'a.torrent');
    await ui.sees('Only the torrents were added.');
    await ui.find('dialog', titleOf('Holiday'));
    expect(await ui.commanded()).toMatchObject([{ kind: 'add' }]);
  });

  test('says so when Chrome does not let it read what was dropped', async () => {
    await ui.open('mix');
    await ui.page.evaluate(() => {
      globalThis.harness.shared = undefined;
    });
    await dropFiles(ui.page, 'film.mkv');
    await ui.sees('Chrome did not allow Rill to read \u2068film.mkv\u2069.');
  });

  test('shares from the empty window, without a pointer', async () => {
    await ui.open('empty');
    await (await ui.find('button', 'Share files…')).focus();
    await ui.page.keyboard.press('Enter');
    await ui.find('dialog', titleOf('Holiday'));
    expect(await focusedName()).toBe('Name');
    await ui.page.keyboard.press('Enter');
    await ui.sees('Making the torrent');
    expect(await ui.commanded()).toEqual([{ kind: 'create', plan: PLAIN }]);
  });

  test('proposes the trackers of the last time', async () => {
    await ui.open('mix');
    await chooseFolder();
    await (await ui.find('textbox', 'Trackers')).type('https://a.example/a');
    await ui.click('button', 'Share');
    await ui.sees('Making the torrent');
    await chooseFolder();
    await ui.click('button', 'Share');
    await ui.page.waitForFunction(() => !document.querySelector('dialog'));
    expect(await ui.commanded()).toMatchObject([
      { plan: { trackers: [['https://a.example/a']] } },
      { plan: { trackers: [['https://a.example/a']] } },
    ]);
  });

  test('opens nothing when no files are chosen after all', async () => {
    await ui.open('mix');
    await ui.page.evaluate(() => {
      globalThis.harness.shared = undefined;
    });
    await ui.click('button', 'Share…');
    await ui.click('menuitem', 'Share files…');
    await ui.page.waitForFunction(() => document.querySelector('[role=menu]') === null);
    expect(await ui.page.$('dialog')).toBeNull();
  });

  test('makes the torrent as it is told to', async () => {
    await ui.open('mix');
    await chooseFolder();
    const fill = async (label: string, typed: string) => {
      const field = await ui.find('textbox', label);
      await field.focus();
      await field.evaluate((element) => (element as HTMLInputElement).select());
      await field.type(typed);
    };
    await fill('Name', 'Holiday 2026');
    await fill(
      'Trackers',
      'https://a.example/a\nudp://b.example:1\n\n\n http://c.example ',
    );
    await ui.page.click('summary');
    await ui.page.click('.choice:nth-of-type(3)');
    await (await ui.find('combobox', 'Piece size')).select(String(2 ** 20));
    await fill('Web seeds', 'https://files.example/');
    await ui.click(
      'checkbox',
      'Private Only the trackers above may tell people of each other.',
    );
    await fill('Source', 'ARC');
    await fill('Comment', 'By the sea');
    await fill('Leave out', '*.tmp\n');
    await ui.click('button', 'Share');
    await ui.sees('Making the torrent');
    expect(await ui.commanded()).toEqual([
      {
        kind: 'create',
        plan: {
          folder: HOLIDAY,
          path: [],
          name: 'Holiday 2026',
          version: 'v2',
          pieceLength: 2 ** 20,
          trackers: [['https://a.example/a', 'udp://b.example:1'], ['http://c.example']],
          webSeeds: ['https://files.example/'],
          private: true,
          source: 'ARC',
          comment: 'By the sea',
          ignore: ['*.tmp'],
        },
      },
    ]);
  });

  test.each([
    ['unusable-name', 'Name', 'does not work on every system: unusable-name.'],
    ['bad-tracker', 'Trackers', 'One line is not right: bad-tracker.'],
    ['bad-web-seed', 'Web seeds', 'One line is not right: bad-web-seed.'],
    ['bad-piece-length', 'Piece size', 'cannot be cut into pieces of that size'],
  ])('leads from %s to its field, and goes on once it is changed', async (...wrong) => {
    const [code, label, said] = wrong;
    await ui.open('mix');
    await chooseFolder();
    await refuse(code);
    await ui.click('button', 'Share');
    await ui.sees(said);
    await ui.page.waitForFunction(
      (name) =>
        (document.activeElement as HTMLInputElement).labels?.[0]?.textContent === name,
      {},
      label,
    );
    await ui.page.keyboard.press(label === 'Piece size' ? 'ArrowDown' : 'x');
    await ui.page.waitForFunction(() => !document.querySelector('[aria-invalid=true]'));
    await ui.click('button', 'Share');
    await ui.sees('Making the torrent');
  });

  test('says of the form as a whole what is about no field of it', async () => {
    await ui.open('mix');
    await chooseFolder();
    await refuse('nothing-to-share');
    await ui.click('button', 'Share');
    await ui.sees('There is nothing to share');
    await ui.find('dialog', titleOf('Holiday'));
  });

  test('takes no more trackers than a command can hold', async () => {
    await ui.open('mix');
    await chooseFolder();
    const field = await ui.find('textbox', 'Trackers');
    await field.focus();
    await ui.page.keyboard.sendCharacter('https://a.example/a\n'.repeat(501));
    await ui.sees('There can be no more than 500 of them.');
    await ui.click('button', 'Share');
    expect(await ui.commanded()).toEqual([]);
    await field.evaluate((element) => (element as HTMLInputElement).select());
    await field.type('https://a.example/a');
    await ui.click('button', 'Share');
    await ui.sees('Making the torrent');
  });

  test('warns of a private torrent that nobody would find', async () => {
    await ui.open('mix');
    await chooseFolder();
    await ui.page.click('summary');
    await ui.page.click('[type=checkbox]');
    await ui.sees('Without a tracker nobody will find a private torrent.');
  });

  test('Escape closes it, a click beside it does not; the focus goes back', async () => {
    await ui.open('mix');
    await chooseFolder();
    await ui.page.mouse.click(5, 300);
    await ui.find('dialog', titleOf('Holiday'));
    await ui.page.keyboard.press('Escape');
    await ui.page.waitForFunction(() => !document.querySelector('dialog'));
    expect(await focusedName()).toBe('Share…');
    expect(await ui.commanded()).toEqual([]);
  });

  test('cancels without a question, and never with the files', async () => {
    await ui.open('sharing');
    await ui.sees('Making the torrent, 43.0%');
    await ui.click('button', 'Cancel: Holiday');
    await ui.sees('2 torrents');
    expect(await ui.commanded()).toEqual([
      { kind: 'remove', id: makeRow(1).id, deleteData: false, undo: true },
    ]);
  });

  test('a torrent that is being made is left alone when all are paused or removed', async () => {
    await ui.open('sharing');
    await ui.click('button', 'Pause all');
    await ui.page.focus('.list [role=grid]');
    await ui.page.keyboard.press('Enter');
    await ui.page.keyboard.down('Control');
    await ui.page.keyboard.press('a');
    await ui.page.keyboard.up('Control');
    await ui.page.keyboard.down('Shift');
    await ui.page.keyboard.press('Delete');
    await ui.page.keyboard.up('Shift');
    await ui.click('button', 'Remove and delete files');
    await ui.sees('Nothing here');
    expect(await ui.commanded()).toEqual([
      { kind: 'pause', id: makeRow(2).id },
      { kind: 'remove', id: makeRow(1).id, deleteData: false, undo: true },
      { kind: 'remove', id: makeRow(2).id, deleteData: true, undo: true },
      { kind: 'remove', id: makeRow(3).id, deleteData: false, undo: true },
    ]);
  });

  test('the torrent takes the place of its making: selected, focused, and told of', async () => {
    await ui.open('sharing');
    await ui.page.focus('.list [role=grid]');
    await ui.page.keyboard.press('Home');
    expect(await ui.selected()).toEqual(['Holiday']);
    const made = 'a'.repeat(40);
    await ui.page.evaluate(
      (from, to) => globalThis.harness.engine.finish(from, to),
      makeRow(1).id,
      made,
    );
    await ui.sees('is being shared.');
    expect(await ui.selected()).toEqual(['Holiday']);
    await ui.page.waitForFunction(
      (id) => {
        const row = document.activeElement?.getAttribute('aria-activedescendant');
        return document.getElementById(row ?? '')?.dataset.id === id;
      },
      {},
      made,
    );
    await ui.find('button', 'Pause: Holiday');
  });

  test('says why a torrent could not be made, until that is dismissed', async () => {
    await ui.open('sharing');
    await ui.sees('There is nothing to share');
    expect(await ui.page.$('::-p-aria([name="Retry: Empty folder"])')).toBeNull();
    await ui.click('button', 'Dismiss: Empty folder');
    await ui.sees('2 torrents');
    expect(await ui.commanded()).toMatchObject([{ kind: 'remove', deleteData: false }]);
  });
});
