import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { describeWith } from '../../support/counterpart.ts';
import { useWindow } from './use-window.ts';

const MAGNET = 'magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a&dn=Sintel';

describeWith('chromium', () => {
  const ui = useWindow();

  test('says what to do first when there is nothing', async () => {
    await ui.open('empty');
    await ui.sees('What would you like to download or share?');
    await ui.sees('Until then they are kept inside Chrome');
  });

  test('adds a link that is typed', async () => {
    await ui.open('empty');
    await (await ui.find('textbox', 'Magnet link or address of a torrent')).type(MAGNET);
    await ui.click('button', 'Add');
    await ui.sees('1 selected');
    expect(await ui.selected()).toEqual(['Sintel']);
    expect(await ui.commanded()).toEqual([
      { kind: 'add', source: { kind: 'link', text: MAGNET } },
    ]);
  });

  test('explains beside the field why something is not a link', async () => {
    await ui.open('empty');
    const field = await ui.find('textbox', 'Magnet link or address of a torrent');
    await field.type('sintel');
    await ui.page.keyboard.press('Enter');
    await ui.sees('That is not a link');
    expect(await ui.commanded()).toEqual([]);
  });

  test('shows beside the field what the engine refused, and keeps what was typed', async () => {
    await ui.open('empty');
    await ui.page.evaluate(() => {
      globalThis.harness.engine.nextFailure = {
        fault: 'input',
        code: 'already-added',
        message: '',
      };
    });
    const field = await ui.find('textbox', 'Magnet link or address of a torrent');
    await field.type(MAGNET);
    await ui.page.keyboard.press('Enter');
    await ui.sees('This torrent is already in your list.');
    expect(await field.evaluate((input) => (input as HTMLInputElement).value)).toBe(
      MAGNET,
    );
  });

  test('adds what is pasted anywhere', async () => {
    await ui.open('mix');
    await ui.page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    }, MAGNET);
    await ui.sees('1 selected');
    expect(await ui.selected()).toEqual(['Sintel']);
    expect(await ui.commanded()).toHaveLength(1);
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
    expect(await ui.commanded()).toEqual([
      { kind: 'add', source: { kind: 'file', base64 } },
    ]);
  });

  test('adds files that are dropped, and shows while they are dragged that it would', async () => {
    await ui.open('mix');
    await drag('dragover');
    await ui.sees('Drop torrent files or links to add them');
    await ui.sees('Drop a folder or other files to share them');
    await ui.sees('Drop a folder to save your downloads there');
    await drag('drop');
    await ui.sees('From a file');
    expect(await ui.page.$('.drop-overlay')).toBeNull();
    expect(await ui.commanded()).toEqual([
      { kind: 'add', source: { kind: 'file', base64: 'ZGU=' } },
    ]);
  });

  async function drag(type: string): Promise<void> {
    await ui.page.evaluate((kind) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['de'], 'a.torrent'));
      const options = { dataTransfer, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new DragEvent(kind, options));
    }, type);
  }

  test('adds the files that Rill was opened with', async () => {
    await ui.open('empty');
    await ui.page.evaluate(() =>
      globalThis.harness.launch([new File(['de'], 'a.torrent')]),
    );
    await ui.sees('From a file');
  });

  test('does not read a file that is too large to be a torrent', async () => {
    await ui.open('empty');
    await ui.page.evaluate(() => {
      const film = new File([new Uint8Array(33 * 2 ** 20)], 'film.mkv');
      globalThis.harness.launch([film]);
    });
    await ui.sees('This file is too large to be a torrent.');
    expect(await ui.commanded()).toEqual([]);
  });

  test('keeps links apart that are pasted into the field together', async () => {
    await ui.open('empty');
    const field = await ui.find('textbox', 'Magnet link or address of a torrent');
    await field.evaluate((input, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      const options = { clipboardData, bubbles: true, cancelable: true };
      input.dispatchEvent(new ClipboardEvent('paste', options));
    }, `${MAGNET}\n${MAGNET}2\n`);
    await ui.page.waitForFunction(() => globalThis.harness.engine.commands.length === 5);
    expect(await ui.commanded()).toMatchObject([
      { source: { text: MAGNET } },
      { source: { text: `${MAGNET}2` } },
    ]);
  });
});
