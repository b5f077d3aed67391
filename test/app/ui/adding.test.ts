import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { drop } from '../support/drop.ts';
import { dropFiles } from './drop-files.ts';
import { useWindow } from './use-window.ts';

const MAGNET = 'magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a&dn=Sintel';
const OTHER = 'magnet:?xt=urn:btih:d12fe1c06bba254a9dc9f519b335aa7c1367a88a&dn=Tears';
const KNOWN = 'magnet:?xt=urn:btih:e12fe1c06bba254a9dc9f519b335aa7c1367a88a';
const FIELD = 'Magnet link or address of a torrent';
const RETURN = 'Enter';

describeWith('chromium', () => {
  const ui = useWindow();

  const paste = (text: string, into = 'body') =>
    ui.page.evaluate(
      (pasted, selector) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', pasted);
        document.querySelector(selector)!.dispatchEvent(
          new ClipboardEvent('paste', {
            clipboardData,
            bubbles: true,
            cancelable: true,
          }),
        );
      },
      text,
      into,
    );
  const refuseNext = (code: string) =>
    ui.page.evaluate((refused) => {
      const failure = { fault: 'input', code: refused, message: '' } as const;
      globalThis.harness.engine.nextFailure = failure;
    }, code);
  /** The links that were added, in order. */
  const added = async () =>
    (await ui.commanded()).flatMap((command) =>
      command.kind === 'add' && command.source.kind === 'link' ? command.source.text : [],
    );
  /** What was commanded since it was added, but for looks. */
  const done = async () =>
    (await ui.commanded()).filter(
      ({ kind }) => !/^(add|get-.*|watch)$/.test(kind) || kind === 'add-peers',
    );
  const once = (count: number) =>
    ui.page.waitForFunction(
      (least) =>
        globalThis.harness.engine.commands.filter(({ kind }) => kind === 'add').length >=
        least,
      {},
      count,
    );
  /** The link's files are known by now; its id. */
  const found = (name = 'Sintel') =>
    ui.page.evaluate((wanted) => {
      const { engine } = globalThis.harness;
      const id = engine.idOf(wanted);
      engine.found(id);
      return id;
    }, name);
  const isChecked = async (name: string) =>
    (await ui.find('checkbox', name)).evaluate(
      (box) => (box as HTMLInputElement).checked,
    );

  test('leads somebody new from a folder to something to try, and is calm later', async () => {
    await ui.open('empty');
    await ui.sees('Welcome to Rill');
    await ui.click('button', 'Keep them inside Chrome for now');
    await ui.sees('You can save them to a folder later.');
    await ui.click('button', 'Download Sintel');
    await ui.sees('Added');
    expect((await added())[0]).toMatch(/^magnet:\?xt=urn:btih:08ada5a7.*&dn=Sintel/);
    await ui.page.keyboard.press('Delete');
    await ui.click('button', 'Remove');
    await ui.sees('Nothing here');
  });

  test('adds a link that is typed, and leads to its files', async () => {
    await ui.open('empty');
    await (await ui.find('textbox', FIELD)).type(MAGNET);
    await ui.click('button', 'Add');
    await ui.sees('1 selected');
    expect(await ui.selected()).toEqual(['Sintel']);
    await ui.click('button', 'Options…');
    await ui.find('tab', 'Files');
    expect(await added()).toEqual([MAGNET]);
  });

  test('explains beside the field what is no link, or refused, and keeps it there', async () => {
    await ui.open('empty');
    const field = await ui.find('textbox', FIELD);
    await field.type('sintel');
    await ui.page.keyboard.press(RETURN);
    await ui.sees('That is not a link');
    expect(await added()).toEqual([]);
    await field.click({ count: 3 });
    await field.type(MAGNET);
    await refuseNext('bad-magnet');
    await ui.page.keyboard.press(RETURN);
    await ui.sees('This magnet link is incomplete.');
    expect(await field.evaluate((input) => (input as HTMLInputElement).value)).toBe(
      MAGNET,
    );
  });

  test('adds what is pasted anywhere, links in a text, and several into the field', async () => {
    await ui.open('mix');
    await paste(`Here it is: <${MAGNET}> Enjoy!`);
    await once(1);
    await paste(`${OTHER}\n${MAGNET}2\n`, '.link-field > input');
    await once(3);
    expect(await added()).toEqual([MAGNET, OTHER, `${MAGNET}2`]);
    await ui.sees('Added 2 torrents.');
  });

  test('adds torrent files from the file dialog, which Ctrl+O opens', async () => {
    await ui.open('empty');
    const chooser = ui.page.waitForFileChooser();
    await ui.page.keyboard.down('Control');
    await ui.page.keyboard.press('o');
    await ui.page.keyboard.up('Control');
    const path = createRequire(import.meta.url).resolve('preact/package.json');
    await (await chooser).accept([path]);
    await ui.sees('From a file');
    const base64 = (await readFile(path)).toString('base64');
    expect(await ui.commanded()).toContainEqual({
      kind: 'add',
      source: { kind: 'file', base64 },
    });
  });

  test('takes files dropped anywhere, over a dialog, too, and shows that it would', async () => {
    await ui.open('mix');
    await ui.click('button', 'Settings');
    await ui.page.waitForSelector('dialog[open]');
    await ui.page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['de'], 'a.torrent'));
      const options = { dataTransfer, bubbles: true, cancelable: true };
      document.querySelector('dialog')!.dispatchEvent(new DragEvent('dragover', options));
    });
    await ui.sees('Drop torrent files or links to add them');
    // Above the dialog, not behind it.
    const above = await ui.page.$eval('.drop-overlay', (overlay) =>
      overlay.matches(':popover-open'),
    );
    expect(above).toBe(true);
    await dropFiles(ui.page, 'a.torrent', 'notes.txt');
    await ui.sees('From a file');
    await ui.sees('Only the torrents were added.');
    expect(await ui.page.$('.drop-overlay')).toBeNull();
  });

  test('says so when a picture is dropped, or text without a link', async () => {
    await ui.open('mix');
    await ui.page.evaluate(() => {
      for (const text of ['https://a.example/cat.png', 'a cat']) {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData('text/plain', text);
        if (text.startsWith('https')) dataTransfer.items.add(new File(['x'], 'cat.png'));
        const options = { dataTransfer, bubbles: true, cancelable: true };
        document.body.dispatchEvent(new DragEvent('drop', options));
      }
    });
    await ui.sees('There is no torrent and no link to one in what you dropped.');
    await ui.sees('That is not a link.');
    expect(await added()).toEqual([]);
  });

  test('adds the files that Rill was opened with, but reads none too large to be one', async () => {
    await ui.open('empty');
    await ui.page.evaluate(() => {
      const film = new File([new Uint8Array(48 * 2 ** 20)], 'film.mkv');
      globalThis.harness.launch([film, new File(['de'], 'a.torrent')]);
    });
    await ui.sees('This file is too large to be a torrent.');
    await ui.sees('From a file');
  });

  test('offers to add the torrents in a folder that is dropped', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rill-torrents-'));
    try {
      for (const name of ['one.torrent', 'two.TORRENT', 'readme.txt']) {
        await writeFile(join(folder, name), 'de');
      }
      await ui.open('mix');
      await drop(ui.page, folder);
      await ui.click('button', 'Add the 2 torrents in it');
      await once(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('shows a link at once, then its files, and does all that was chosen, by keyboard', async () => {
    await ui.open('asking');
    await paste(MAGNET);
    await ui.find('dialog', 'Add a torrent');
    await ui.sees('Getting the list of files…');
    expect(await ui.commanded()).toContainEqual({
      kind: 'add',
      source: { kind: 'link', text: MAGNET },
      pauseWhenKnown: true,
    });
    const id = await found();
    await ui.sees('5.86 GB in 8 files');
    await ui.sees('There is not enough room: 5.86 GB are needed, 5.00 GB are free.');
    const press = async (name: string, key: 'Enter' | 'Space' = 'Enter') => {
      await (await ui.find('button', name)).focus();
      await ui.page.keyboard.press(key);
    };
    await press('None');
    await ui.sees('Choose at least one file.');
    await press('Audio 2');
    await ui.sees('75.0 MB of 5.86 GB in 2 of 8 files');
    await ui.sees('5.00 GB free');
    await (await ui.find('searchbox', 'Search files')).type('srt');
    await press('All');
    await ui.page.focus('[role=treegrid]');
    // From the folder around all to the first of its subtitles, which is turned off again.
    for (const key of ['ArrowDown', 'ArrowDown', 'Space'] as const) {
      await ui.page.keyboard.press(key);
    }
    await (await ui.find('textbox', 'Labels')).type('films, Sunday');
    await (await ui.find('combobox', 'Save to')).select('chrome:2');
    await (await ui.find('checkbox', 'Download in order')).focus();
    await ui.page.keyboard.press('Space');
    await ui.click('button', 'Download');
    await ui.page.waitForFunction(
      () => globalThis.harness.engine.commands.at(-1)?.kind === 'resume',
    );
    expect(await done()).toEqual([
      { kind: 'place', id, folder: { id: 'chrome:2', name: 'Lectures' } },
      { kind: 'set-labels', ids: [id], add: ['films', 'Sunday'], remove: [] },
      { kind: 'set-options', id, changes: { sequential: true } },
      { kind: 'set-priorities', id, files: [0, 1, 2, 3, 6], priority: 'skip' },
      { kind: 'resume', id },
    ]);
    expect(await ui.selected()).toEqual(['Sintel']);
  });

  test('starts a link before its files are known, or adds it paused', async () => {
    await ui.open('asking');
    await paste(MAGNET);
    await ui.sees('Getting the list of files…');
    await ui.page.keyboard.press(RETURN);
    await ui.page.waitForSelector('dialog', { hidden: true });
    expect((await done()).map(({ kind }) => kind)).toEqual(['resume']);
    await paste(OTHER);
    await ui.find('dialog', 'Add a torrent');
    await ui.click('checkbox', 'Start at once');
    await ui.click('button', 'Add paused');
    await ui.page.waitForSelector('dialog', { hidden: true });
    expect((await done()).map(({ kind }) => kind)).toEqual(['resume']);
  });

  test('takes back what it added when it is cancelled, and only that', async () => {
    await ui.open('asking');
    await ui.page.evaluate(() => {
      globalThis.harness.engine.known = { merged: 2, private: false };
    });
    await paste(`${MAGNET}\n${KNOWN}&dn=Cosmos%20Laundromat`);
    await ui.find('dialog', 'Add 2 torrents');
    await ui.find('option', 'Cosmos Laundromat In your list');
    const id = await ui.page.evaluate(() => globalThis.harness.engine.idOf('Sintel'));
    await ui.page.keyboard.press('Escape');
    await ui.page.waitForSelector('dialog', { hidden: true });
    await ui.sees('is in your list already.');
    await ui.sees('It has 2 more trackers and web seeds now.');
    expect(await done()).toEqual([{ kind: 'remove', id, deleteData: false }]);
    expect(await ui.selected()).toEqual(['Cosmos Laundromat']);
  });

  test('says of what is there already that it is, without a dialog', async () => {
    await ui.open('asking');
    await ui.page.evaluate(() => {
      globalThis.harness.engine.known = { merged: 0, private: true };
    });
    await paste(`${KNOWN}&dn=Cosmos%20Laundromat`);
    await ui.sees('It is private, so its trackers stay as they are.');
    expect(await ui.page.$('dialog[open]')).toBeNull();
    expect(await ui.selected()).toEqual(['Cosmos Laundromat']);
  });

  test('takes more while it is open, shows what fails beside the others, and asks no more', async () => {
    await ui.open('asking');
    await paste(MAGNET);
    await ui.find('dialog', 'Add a torrent');
    await found();
    await ui.sees('5.86 GB in 8 files');
    await refuseNext('not-a-torrent');
    await dropFiles(ui.page, 'broken.torrent');
    await ui.sees('Not added');
    await paste(OTHER);
    await ui.find('dialog', 'Add 3 torrents');
    await (await ui.find('option', 'broken.torrent Not added')).click();
    await ui.sees('This is not a torrent file.');
    await ui.page.keyboard.press('ArrowDown');
    await ui.sees('Getting the list of files…');
    expect(await isChecked('The same for all')).toBe(true);
    await ui.click('checkbox', 'The same for all');
    await ui.click('checkbox', 'Start at once');
    await ui.click('checkbox', 'Do not ask again');
    await ui.click('button', 'Download');
    await ui.page.waitForSelector('dialog', { hidden: true });
    const sintel = await ui.page.evaluate(() => globalThis.harness.engine.idOf('Sintel'));
    await ui.page.waitForFunction(() =>
      globalThis.harness.engine.commands.some(({ kind }) => kind === 'resume'),
    );
    expect(await done()).toEqual([
      { kind: 'set-settings', changes: { askWhenAdding: false } },
      { kind: 'resume', id: sintel },
    ]);
  });
});
